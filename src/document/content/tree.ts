// The Merkle tree: which leaves are shown, which hashes were given, and the way to the root, as a picture and in words.

import type { Plot } from '../../layout/block.js';
import type { TreePlot } from '../../layout/plot-spec.js';
import { givenHashes } from '../../layout/tree-nodes.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { DocumentBlock } from '../model.js';
import { countOf, digest, grouped } from './words.js';

/** Ranges that the words name. */
const NAMED = 6;

export function treeBlocks(transcript: Transcript, id: string): readonly DocumentBlock[] {
  const { bundle, evidence, checks } = transcript;
  const head = bundle.manifest?.tree_head;
  const ranges = evidence.leaf_ranges;
  if (head === undefined || ranges === undefined || ranges.length === 0)
    return [
      {
        kind: 'para',
        text: ['No picture: the records are not proven to be in a tree. The checks above say why.'],
      },
    ];
  const spec: TreePlot = { kind: 'tree', size: head.tree_size, ranges };
  const given = givenHashes(spec);
  const leaves = ranges.reduce((sum, range) => sum + range.leaves, 0);
  const isSigned =
    checks.find((check) => check.id === 'checkpoint/signatures')?.status === 'passed';
  const plot: Plot = {
    kind: 'plot',
    id: `${id}-tree-picture`,
    title: `${countOf(leaves, 'leaves')} shown, of a tree of ${grouped(head.tree_size)}`,
    description: `${rangeWords(ranges)}. ${given === undefined ? 'Hashes of the proof stand' : `${countOf(given, 'hashes')} ${given === 1 ? 'stands' : 'stand'}`} for all other leaves. From these the verifier computed the root. A number with × counts the leaves below a mark; a number alone is the sequence of a leaf.`,
    spec,
  };
  return [
    plot,
    {
      kind: 'facts',
      rows: [
        ['Root', [digest(head.root_hash)]],
        [
          'Signed by',
          [
            isSigned
              ? 'the ledger, with both keys of a key set of your trust root'
              : 'nobody whose key counts here: the root is the word of the exporter',
          ],
        ],
      ],
    },
  ];
}

function rangeWords(ranges: TreePlot['ranges']): string {
  const named = ranges.slice(0, NAMED).map(({ from, to, leaves }) => {
    if (from === to) return grouped(from);
    const all = leaves === to - from + 1 ? '' : ` (${grouped(leaves)} of them)`;
    return `${grouped(from)} to ${grouped(to)}${all}`;
  });
  const more = ranges.length - named.length;
  return `Shown: sequence ${named.join(', ')}${more > 0 ? ` and ${countOf(more, 'ranges')} more` : ''}`;
}
