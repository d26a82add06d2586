// The kernel against the reference over mutated lines, for as long as one likes:
// `npm run kernel:differential -- [lines] [seed]`. Prints what was compared; ends with 1 if the two ever differ.

import { Kernel } from '../../src/kernel/kernel.js';
import { compare } from '../../test/kernel/compare.js';
import { LEDGER, line, mutate, randomFrom } from '../../test/kernel/mutants.js';

const total = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? 1);
const random = randomFrom(seed);
const kernels = (['sha3-256', 'sha256'] as const).map((tree) => ({
  tree,
  kernel: new Kernel(LEDGER, new Uint8Array(16), tree),
}));
const sum = { lines: 0, known: 0, missed: 0, different: 0 };
while (sum.lines < total) {
  const lines = Array.from({ length: 500 }, (_, at) => {
    const bytes = new Uint8Array(Buffer.from(line(random, sum.lines + at), 'utf8'));
    return random() < 0.5 ? mutate(random, bytes) : bytes;
  });
  for (const { kernel, tree } of kernels) {
    const { known, missed, different } = compare(kernel, lines, tree);
    sum.lines += lines.length;
    sum.known += known;
    sum.missed += missed;
    sum.different += different.length;
    for (const text of different.slice(0, 5)) console.error(text);
  }
}
console.log(
  `seed ${seed}: ${sum.lines} lines, ${sum.known} known to the kernel, ${sum.missed} good ones left to the reference, ${sum.different} different`,
);
if (sum.different > 0) process.exitCode = 1;
