// Preloaded by test/process.test.ts: when an entry is inflated, an error is thrown beside the run.
require('./hang.cjs');

const zlib = require('node:zlib');
const hang = zlib.createInflateRaw;
const value = () => {
  setImmediate(() => {
    throw new Error('\u001b[31mstray');
  });
  return hang();
};
Object.defineProperty(zlib, 'createInflateRaw', { value, configurable: true });
