// Preloaded by test/process.test.ts: when a file is opened, an error is thrown beside the run.
require('node:fs/promises').open = () => {
  setImmediate(() => {
    throw new Error('\u001b[31mstray');
  });
  return new Promise(() => undefined);
};
