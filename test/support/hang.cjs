// Preloaded by test/process.test.ts: inflating never ends.
const { Duplex } = require('node:stream');

require('node:zlib').createInflateRaw = () =>
  new Duplex({ read: () => undefined, write: () => undefined });
