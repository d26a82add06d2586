// Preloaded by test/process.test.ts: opening a file never ends.
require('node:fs/promises').open = () => new Promise(() => undefined);
