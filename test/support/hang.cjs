// Preloaded by test/process.test.ts: inflating never ends.
const { Duplex } = require('node:stream');

const zlib = require('node:zlib');
const value = () => new Duplex({ read: () => undefined, write: () => undefined });
Object.defineProperty(zlib, 'createInflateRaw', { value, configurable: true });
// What one call cannot inflate goes through the stream.
const fail = () => {
  throw new Error('inflated by a stream');
};
Object.defineProperty(zlib, 'inflateRawSync', { value: fail, configurable: true });
