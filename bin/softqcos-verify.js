#!/usr/bin/env node
'use strict';

// Until a run has ended and its output is written, the exit code says "a bug of ours": nothing that goes wrong looks like a pass.
process.exitCode = 70;
try {
  require('../dist/cli.cjs').main();
} catch (error) {
  process.stderr.write(`softqcos-verify: cannot start (Node 20.19 or newer?): ${error.message}\n`);
}
