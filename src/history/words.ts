// How a difference of two facts is told: the place, and what on each side says what (docs/SPEC.md §13.5).

import { beginOf, type Fact, type Means, WHOLE } from './facts.js';
import type { Place } from './findings.js';

export function placeOf(fact: Fact): Place {
  if (fact.level === 0) return { sequence: fact.end - 1 };
  return fact.level === WHOLE ? { tree_size: fact.end } : { node: [beginOf(fact), fact.end] };
}

/** `sequence 40`, `leaves 44 to 47`, `tree of 95 leaves`. */
export function placeWords(fact: Fact): string {
  if (fact.level === 0) return `sequence ${fact.end - 1}`;
  return fact.level === WHOLE
    ? `tree of ${fact.end} leaves`
    : `leaves ${beginOf(fact)} to ${fact.end - 1}`;
}

/** What is there at that place, in the plural. */
export function kindWords({ level }: Fact, areRecords: boolean): string {
  if (level === 0) return areRecords ? 'records' : 'leaves';
  return level === WHOLE ? 'roots' : 'subtrees';
}

const WORDS: Readonly<Record<Means, string>> = {
  record: 'the record shown',
  stub: 'a stub',
  previous_hash: 'the previous_hash of record',
  erasure: 'the erasure in record',
  proof: 'a hash of its proof',
  computed: 'its leaves and proof',
  line: 'its consistency proof',
  parts: 'parts of it',
  head: 'its signed head',
  'earlier head': 'an earlier head that it proves',
  held: 'held',
};

/** `q1.zip (the record shown)`; of what several bundles add up to, all of them. */
export function sideWords(fact: Fact, nameOf: (bundle: number) => string): string {
  const { means, statedAt, leaf, voice } = fact;
  if (means === 'held') return 'the checkpoint that you hold';
  const names = voice.bundles.map(nameOf);
  if (means === 'parts') {
    const more = fact.isNamed === true ? ', with a leaf that an erasure names' : '';
    return names.length > 1
      ? `${names.join(' and ')} together${more}`
      : `${names.join()} (${WORDS.parts}${more})`;
  }
  const words =
    leaf?.stub === undefined
      ? WORDS[means]
      : leaf.stub.reason === 'link'
        ? 'a link stub'
        : 'the stub of an erased record';
  return `${names.join(' and ')} (${statedAt === undefined ? words : `${words} ${statedAt}`})`;
}
