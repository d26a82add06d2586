// Prints the table of docs/ROBUSTNESS.md: for each structure how many bytes were flipped, how many flips passed, and which codes caught
// the others. `npm run every-byte`; takes some minutes.

import { flipAll } from './every-byte/all.js';

const rows = await flipAll();
console.log('| structure | bytes | flips | passed | caught by |\n| --- | --- | --- | --- | --- |');
for (const { region, bytes, flips, passed, codes } of rows) {
  const list = Object.entries(codes).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const shown = list.slice(0, 4).map(([code, count]) => `\`${code}\` ${count}`);
  const rest = list.length > 4 ? `, ${list.length - 4} more` : '';
  console.log(`| ${region} | ${bytes} | ${flips} | ${passed} | ${shown.join(', ')}${rest} |`);
}
const sum = (of: (row: (typeof rows)[number]) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);
console.log(
  `| all | ${sum(({ bytes }) => bytes)} | ${sum(({ flips }) => flips)} | ${sum(({ passed }) => passed)} | |`,
);
