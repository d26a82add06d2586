'use strict';

// The thread that writes the outputs of a run: it is told which they are before a bundle is read, and refuses every other path.

const fs = require('node:fs/promises');
const { dirname } = require('node:path');
const { parentPort, workerData } = require('node:worker_threads');

const { files, folders } = workerData;
const open = new Map();
let opened = 0;

/** The names of an output: its own, and the one that it has until it is whole. */
function allowed(path) {
  const own = path.replace(/\.\d+\.tmp$/, '');
  const isNamed = (one) => files.includes(one) || folders.includes(dirname(one));
  if (isNamed(path) || isNamed(own)) return path;
  throw Object.assign(new Error(path), { code: 'ERR_ACCESS_DENIED' });
}

const DO = {
  mkdir: (path) => {
    if (!folders.includes(path)) allowed(path);
    return fs.mkdir(path, { recursive: true }).then(() => undefined);
  },
  rename: (from, to) => fs.rename(allowed(from), allowed(to)),
  unlink: (path) => fs.unlink(allowed(path)),
  open: async (path, mode) => {
    const file = await fs.open(allowed(path), 'wx', mode);
    opened += 1;
    open.set(opened, file);
    return opened;
  },
  append: (file, bytes) => open.get(file).appendFile(bytes),
  sync: (file) => open.get(file).sync(),
  close: (file) => open.get(file).close(),
};

parentPort.on('message', async ({ call, what, args }) => {
  try {
    parentPort.postMessage({ call, value: await DO[what](...args) });
  } catch (error) {
    parentPort.postMessage({ call, code: error.code ?? String(error) });
  }
});
