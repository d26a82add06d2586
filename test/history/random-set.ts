// Random small sets of bundles: ledgers that fork anywhere, both suites, stubs, consistency lines, both kinds of proof, erasures of
// fields and of whole records, ids and commitments twice, a clock that runs back, a held checkpoint. Each bundle alone is in order.

import type { TreeHash } from '../../exporter/tree.js';
import type { Random } from '../support/random.js';
import { type BundleOptions, Model, type Said } from './model.js';
import { type Held, isContradiction } from './reference.js';

export interface RandomSet {
  readonly hashName: TreeHash;
  readonly set: readonly BundleOptions[];
  readonly held: Held | undefined;
  /** How many ledgers the bundles are of. */
  readonly ledgers: number;
}

const FIELDS = ['actor', 'subject'];

export function randomSet(random: Random): RandomSet {
  const hashName = random.pick<TreeHash>(['sha3-256', 'sha256']);
  const size = 2 + random.below(40);
  const honest = saidOf(size, random);
  const models = [new Model(honest, hashName)];
  for (let more = random.below(3); more > 0; more -= 1) {
    const at = random.below(size);
    const word = `fork ${more}`;
    models.push(
      new Model(
        honest.map((said, i) => (i < at ? said : { ...said, word: `${word} ${said.word}` })),
        hashName,
      ),
    );
  }
  const set = Array.from({ length: 2 + random.below(4) }, (_, i): BundleOptions => {
    const ledger = random.once(3) ? random.pick(models) : (models[0] as Model);
    const made = { ...bundleIn(ledger, random), name: `${i}.zip`, batch: random.once(2) };
    // What an erasure says of a leaf that its own bundle proves otherwise is for the bundle alone.
    const isErasure = (at: number): boolean => ledger.erasureAt(at) !== undefined;
    return isContradiction([made])
      ? {
          ...made,
          shown: made.shown.filter((at) => !isErasure(at)),
          stubs: [...new Set([...(made.stubs ?? []), ...made.shown.filter(isErasure)])].sort(
            (a, b) => a - b,
          ),
        }
      : made;
  });
  const held = random.once(5)
    ? { ledger: random.pick(models), size: 1 + random.below(size) }
    : undefined;
  return { hashName, set, held, ledgers: new Set(set.map(({ ledger }) => ledger)).size };
}

function saidOf(size: number, random: Random): Said[] {
  const said: Said[] = [];
  for (let at = 0; at < size; at += 1) {
    const sealed = Object.fromEntries(
      FIELDS.filter(() => random.once(2)).map((field) => [field, commitment(`${at} ${field}`)]),
    );
    const isErasure = at > 0 && random.once(8);
    said.push({
      word: `word ${at}`,
      ...(isErasure ? { erases: erasureOf(at, random) } : { sealed }),
      // Records that are logged in one moment are in order.
      recordedAt: 10 * at + random.below(11),
    });
  }
  if (!random.once(3)) return said;
  const [a, b] = [random.below(size), random.below(size)];
  const other = said[a] as Said;
  const change: Partial<Said> = random.pick<Partial<Said>>([
    { recordId: `${other.word}-${a}` },
    { sealed: other.sealed ?? {} },
    { recordedAt: Math.max(0, 10 * b - 10 * random.below(30)) },
  ]);
  const changed = said[b] as Said;
  if (a !== b && (change.sealed === undefined || changed.erases === undefined))
    said[b] = { ...changed, ...change };
  return said;
}

function erasureOf(at: number, random: Random): NonNullable<Said['erases']> {
  const target = random.below(at);
  const fields = random.once(2) ? {} : { fields: [random.pick([...FIELDS, 'outcome'])] };
  if (!random.once(6)) return { target, ...fields };
  const says = random.pick([
    { recordHash: commitment('another hash') },
    { recordId: 'another id' },
    { recordedAt: 7n },
    { type: 'export' },
  ]);
  return { target, ...fields, says };
}

function commitment(text: string): string {
  return `sha3-256:${Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64)}`;
}

/** A bundle that would verify: it shows nothing that it says is erased, no id twice and no clock that runs back. */
function bundleIn(ledger: Model, random: Random): BundleOptions {
  const size = 1 + random.below(ledger.size);
  const wanted = random.once(3) ? rangeIn(size, random) : random.some(1 + random.below(5), size);
  const kept: number[] = [];
  const texts = new Set<string>();
  let clock = -1n;
  for (const sequence of wanted) {
    const { record } = ledger.leaf(sequence, 'record');
    if (record === undefined || record.recordedAt < clock) continue;
    const own = [record.recordId, ...record.sealed.values()];
    if (own.some((text) => texts.has(text))) continue;
    const erasure = ledger.erasureAt(sequence);
    // Whether it fits its target is for the bundle alone to say if it holds both.
    if (erasure !== undefined && wanted.includes(erasure.target.sequence)) continue;
    clock = record.recordedAt;
    for (const text of own) texts.add(text);
    kept.push(sequence);
  }
  const shown =
    kept.length === 0
      ? [wanted[0] as number].filter((at) => ledger.erasureAt(at) === undefined)
      : kept;
  const stubs = random.some(random.below(3), size).filter((at) => !shown.includes(at));
  const holdsTarget = (at: number): boolean =>
    stubs.includes(ledger.erasureAt(at)?.target.sequence ?? -1);
  const lines = random.once(3) ? random.some(3, size).filter((line) => line > 0) : [];
  const opened = FIELDS.filter(() => random.once(2));
  return {
    ...{ ledger, size, lines, shown: shown.filter((at) => !holdsTarget(at)) },
    stubs: shown.every(holdsTarget)
      ? [...new Set([...stubs, ...shown])].sort((a, b) => a - b)
      : stubs,
    counted: !random.once(8),
    disclosed: (at) => opened.filter((field) => field in (ledger.said[at]?.sealed ?? {})),
  };
}

function rangeIn(size: number, random: Random): number[] {
  const from = random.below(size);
  const length = 1 + random.below(Math.min(8, size - from));
  return Array.from({ length }, (_, i) => from + i);
}
