#!/usr/bin/env node
// Until a run has ended and its output is written, the exit code says "a bug of ours": nothing that goes wrong looks like a pass.
process.exitCode = 70;
import('../dist/cli.cjs')
  .then(({ main }) => main())
  .catch((error) => {
    process.stderr.write(`softqcos-verify: cannot start: ${error.message}\n`);
    process.stderr.write('softqcos-verify: hint: Node 20.19 or newer is needed\n');
  });
