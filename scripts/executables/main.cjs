'use strict';

// The main script of an executable. It holds the files of dist/ as they are, and hands them to each other; nothing else is loaded
// but modules of Node and what lies beside this script. Until a run has ended and its output is written, the exit code says "a bug of ours".
process.exitCode = 70;

const { getAsset } = require('node:sea');
const { compileFunction } = require('node:vm');

const PARAMETERS = ['module', 'exports', 'require'];
const loaded = new Map();
/** What stands in for modules of Node. */
const modules = {};

function load(id) {
  if (!id.startsWith('./')) return modules[id] ?? require(id);
  const known = loaded.get(id);
  if (known !== undefined) return known.exports;
  const made = { exports: {} };
  loaded.set(id, made);
  const name = id.slice(2);
  compileFunction(getAsset(name, 'utf8'), PARAMETERS, { filename: name })(made, made.exports, load);
  return made.exports;
}

const { confine, threads } = load('./confine.cjs');
modules['node:worker_threads'] = threads;
load('./cli.cjs').main(confine);
