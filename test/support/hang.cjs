// Preloaded by test/process.test.ts: inflating never ends.
const { Duplex } = require('node:stream');

const value = () => new Duplex({ read: () => undefined, write: () => undefined });
Object.defineProperty(require('node:zlib'), 'createInflateRaw', { value, configurable: true });
