'use strict';

// What a run of an executable gives up before it reads a byte of a bundle: the right to write. If the command line names outputs,
// a thread keeps that right, and writes those and nothing else.

const { getAsset } = require('node:sea');
const { resolve } = require('node:path');
const threads = require('node:worker_threads');

const { Worker } = threads;

/** `files` may be written, and files in `folders`; returns what writes them, or undefined. */
exports.confine = ({ files, folders }) => {
  const named = files.length + folders.length > 0;
  const disk = named
    ? writer({ files: files.map(absolute), folders: folders.map(absolute) })
    : undefined;
  process.permission.drop('fs.write');
  return disk;
};

/** `node:worker_threads` for the program: a thread of its own does not write, whatever the run may. */
exports.threads = {
  ...threads,
  Worker: class extends Worker {
    constructor(program, options) {
      super(`process.permission.drop('fs.write');${program}`, options);
    }
  },
};

const absolute = (path) => resolve(path);

function writer(named) {
  const thread = new Worker(getAsset('writer.cjs', 'utf8'), { eval: true, workerData: named });
  // It must not keep a run from ending that has nothing more to write.
  thread.unref();
  const waiting = new Map();
  let calls = 0;
  thread.on('message', ({ call, value, code }) => {
    const { resolve, reject } = waiting.get(call);
    waiting.delete(call);
    if (waiting.size === 0) thread.unref();
    if (code === undefined) resolve(value);
    else reject(Object.assign(new Error(code), { code }));
  });
  thread.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  const ask = (what, ...args) =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, { resolve, reject });
      thread.ref();
      thread.postMessage({ call: calls, what, args });
    });
  return {
    mkdir: (path) => ask('mkdir', absolute(path)),
    rename: (from, to) => ask('rename', absolute(from), absolute(to)),
    unlink: (path) => ask('unlink', absolute(path)),
    open: async (path, _flags, mode) => {
      const file = await ask('open', absolute(path), mode);
      return {
        appendFile: (bytes) => ask('append', file, bytes),
        sync: () => ask('sync', file),
        close: () => ask('close', file),
      };
    },
  };
}
