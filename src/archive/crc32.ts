// CRC-32 of zip (APPNOTE 6.3.10, 4.4.7) by the zlib of Node. Without Node crc32.web.ts stands in.

export { crc32 } from 'node:zlib';
