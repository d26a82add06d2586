// Writes the peak of the resident memory of this process, in KiB, when it ends. Loaded by bench/process.ts with --require.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  writeFileSync(process.env.BENCH_MEMORY, String(process.resourceUsage().maxRSS));
});
