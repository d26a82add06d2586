// The copies of texts that the citations of one framework were checked against: each address with its citations and the day.

import { type Block, type Cell, code, foreign } from '../../layout/block.js';
import type { FrameworkSection } from '../model.js';

export function copiesTable(framework: FrameworkSection): Block[] {
  const { id, name, controls, remarks, intervals, statements, retention } = framework;
  const cited = [
    ...[...controls, ...remarks, ...intervals, ...statements],
    { citation: retention.source, ...retention },
  ];
  const copies = new Map<string, Set<string>>();
  let unchecked = 0;
  for (const { citation, checked = 'no' } of cited) {
    if (checked === 'no') unchecked += 1;
    else copies.set(checked, (copies.get(checked) ?? new Set()).add(citation));
  }
  if (copies.size === 0) return [];
  return [
    {
      kind: 'table',
      id: `copies-${id}`,
      caption: `Copies of texts that citations were checked against: ${name}`,
      columns: [
        { label: 'Copy', breaks: true },
        { label: 'Day', whole: true },
        { label: 'Citations', breaks: true },
      ],
      rows: [...copies].map(([checked, citations]): Cell[] => {
        const [day = '', address] = checked.split(', ');
        return [
          address === undefined ? 'not named' : code(address),
          day,
          foreign([...citations].join('; ')),
        ];
      }),
      note: `Other people’s copies, not the official texts. ${unchecked} of ${cited.length} citations were not checked, and say so.`,
    },
  ];
}
