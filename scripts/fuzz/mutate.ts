// One mutant from a seed of the corpus, a second seed to take pieces from, and random choices: byte-wise, in the zip's fields, in the
// entries' content, or in what the operator hands in. Everything follows from the run's seed and the number of the execution.

import { canonicalize, isObject, type Json } from '../../src/base/json.js';
import type { VerifyOptions } from '../../src/transcript/options.js';
import { mutateBytes } from './bytes.js';
import type { Seed } from './corpus.js';
import { mutateDer } from './der.js';
import { mutateValue, readJson } from './json.js';
import { writeJson } from './json-spelling.js';
import { joinLines, mutateLines, splitLines } from './lines.js';
import { mutateNote } from './note.js';
import { Random } from './random.js';
import { repairManifest, signAnew } from './repair.js';
import { type Files, writeZip } from './zip.js';
import { writeLyingZip } from './zip-lies.js';

export interface Mutant {
  readonly base: Seed;
  readonly donor: Seed;
  readonly bytes: Uint8Array;
  readonly trustRoot: Uint8Array | undefined;
  readonly options: VerifyOptions;
  /** The attester's test keys have signed the changed manifest. */
  readonly signedAnew: boolean;
  /** What the operator hands in was changed: then a VerifierError is an answer. */
  readonly operator: boolean;
  /** What was done, in order. */
  readonly steps: readonly string[];
}

/** The mutant of that number. */
export function mutantOf(corpus: readonly Seed[], seed: string, index: number): Mutant {
  const random = new Random(`${seed}/${index}`);
  // Bundles that pass have the longest way to go wrong.
  const passing = corpus.filter(({ verdict }) => verdict === 'pass');
  const base = random.pick(random.chance(3, 4) ? passing : corpus);
  const others = corpus.filter(({ files }) => files !== undefined);
  const donor = random.pick(others);
  if (base === undefined || donor === undefined) throw new Error('the corpus is empty');
  return mutantFrom(random, base, donor);
}

/** A mutant of one bundle, with pieces of another. */
export function mutantFrom(random: Random, base: Seed, donor: Seed): Mutant {
  const { trustRoot, options, files } = base;
  const common = { base, donor, trustRoot, options, signedAnew: false, operator: false };
  const kind = files === undefined ? 0 : random.below(20);
  if (kind < 4) return { ...common, ...byteWise(random, base.bundle, donor.bundle) };
  if (kind === 4)
    return { ...common, bytes: base.bundle, operator: true, ...operatorInput(random, base) };
  const entries = new Map(files);
  if (kind < 9) {
    const { bytes, what } = writeLyingZip(random, entries);
    return { ...common, bytes, steps: [what] };
  }
  return { ...common, ...content(random, base, entries, donor.files ?? new Map()) };
}

function byteWise(
  random: Random,
  bundle: Uint8Array,
  donor: Uint8Array,
): { bytes: Uint8Array; steps: string[] } {
  let bytes = bundle;
  const steps: string[] = [];
  for (let count = random.pick([1, 1, 1, 2, 3, 8]); count > 0; count -= 1) {
    // Half of the changes hit the directory and the end record, which are a small part of the file.
    const tail = Math.min(bytes.length, 1_500);
    const at = random.chance(1, 2)
      ? bytes.length - random.below(tail + 1)
      : random.below(bytes.length + 1);
    const changed = mutateBytes(random, bytes, donor, at);
    bytes = changed.bytes;
    steps.push(changed.what);
  }
  return { bytes, steps };
}

function operatorInput(
  random: Random,
  { trustRoot, options, files }: Seed,
): Partial<Mutant> & { steps: string[] } {
  const held = options.checkpoint ?? files?.get('checkpoint');
  if (held !== undefined && random.chance(1, 3)) {
    const { bytes, what } = mutateNote(random, held);
    return { options: { ...options, checkpoint: bytes }, steps: [`held checkpoint: ${what}`] };
  }
  if (random.chance(1, 3)) {
    const { value, what } = mutateValue(random, { sequence: { from: 4, to: 7 } });
    return {
      options: { ...options, expectSelection: writeJson(random, value) },
      steps: [`expected selection: ${what}`],
    };
  }
  const root = readJson(trustRoot ?? new Uint8Array(0));
  if (root === undefined) return { steps: ['nothing'] };
  const { value, what } = mutateValue(random, root);
  return { trustRoot: writeJson(random, value), steps: [`trust root: ${what}`] };
}

function content(
  random: Random,
  base: Seed,
  entries: Map<string, Uint8Array>,
  donor: Files,
): { bytes: Uint8Array; signedAnew: boolean; steps: string[] } {
  const steps: string[] = [];
  for (let count = random.pick([1, 1, 2, 3]); count > 0; count -= 1)
    steps.push(changeEntry(random, entries, donor));
  let files: Map<string, Uint8Array> = entries;
  let signedAnew = false;
  if (random.chance(1, 2)) {
    files = repairManifest(files);
    steps.push('manifest repaired');
  }
  if (base.attester !== undefined && random.chance(1, 2)) {
    // A change of the manifest itself may be what the attester signs.
    files = signAnew(files, base.attester);
    signedAnew = true;
    steps.push('signed anew');
  }
  return { bytes: writeZip(files, random.chance(1, 4) ? 8 : 0), signedAnew, steps };
}

function changeEntry(random: Random, entries: Map<string, Uint8Array>, donor: Files): string {
  const path = random.pick([...entries.keys()].sort()) ?? 'records.jsonl';
  const bytes = entries.get(path) ?? new Uint8Array(0);
  const set = (next: Uint8Array, what: string): string => {
    entries.set(path, next);
    return `${path.slice(0, 40)}: ${what}`;
  };
  if (random.chance(1, 8)) return moveEntry(random, entries, donor, path, bytes);
  if (random.chance(1, 12)) {
    const { bytes: next, what } = mutateBytes(random, bytes, donor.get(path) ?? bytes);
    return set(next, what);
  }
  if (path.endsWith('.jsonl')) {
    const { bytes: next, moved, what } = mutateLines(random, bytes);
    if (moved !== undefined) {
      const target = random.pick(
        [...entries.keys()].filter((other) => other.endsWith('.jsonl')).sort(),
      );
      const lines = splitLines(entries.get(target ?? '') ?? new Uint8Array(0));
      lines.splice(random.below(lines.length + 1), 0, moved);
      if (target !== undefined) entries.set(target, joinLines(lines));
    }
    return set(next, what);
  }
  if (path === 'checkpoint') {
    const { bytes: next, what } = mutateNote(random, bytes);
    return set(next, what);
  }
  if (path.endsWith('.tsr')) {
    const { bytes: next, what } = mutateDer(random, bytes);
    return set(next, what);
  }
  if (path === 'proof/batch.bin') {
    const at = 32 * random.below(bytes.length / 32);
    const hash = bytes.slice(at, at + 32);
    const rest = [bytes.slice(0, at), bytes.slice(at + 32)] as const;
    return random.chance(1, 2)
      ? set(Buffer.concat(rest), 'a hash dropped')
      : set(
          Buffer.concat([rest[0], random.bytes(32), random.chance(1, 2) ? hash : rest[1]]),
          'another hash',
        );
  }
  const value = readJson(bytes);
  if (value === undefined) {
    const { bytes: next, what } = mutateBytes(random, bytes, donor.get(path) ?? bytes);
    return set(next, what);
  }
  const { value: next, what } =
    path === 'attestation.dsse.json' && random.chance(1, 2)
      ? changeStatement(random, value)
      : mutateValue(random, value);
  return set(writeJson(random, next), what);
}

/** Changes the statement inside the envelope. */
function changeStatement(random: Random, envelope: Json): { value: Json; what: string } {
  if (!isObject(envelope)) return { value: envelope, what: 'nothing' };
  const inner = readJson(Buffer.from(String(envelope['payload']), 'base64'));
  if (inner === undefined) return { value: envelope, what: 'nothing' };
  const { value, what } = mutateValue(random, inner);
  return {
    value: { ...envelope, payload: Buffer.from(canonicalize(value)).toString('base64') },
    what: `statement: ${what}`,
  };
}

const NEW_NAMES = [
  'attachments/x.json',
  'key.pem',
  'timestamps/checkpoint.7.tsr',
  'timestamps/attestation.7.tsr',
  'stubs.jsonl',
  'signatures.jsonl',
  'disclosures.jsonl',
  'proof/consistency.jsonl',
  'proof/batch.bin',
  'proof/paths.jsonl',
  'x',
];

function moveEntry(
  random: Random,
  entries: Map<string, Uint8Array>,
  donor: Files,
  path: string,
  bytes: Uint8Array,
): string {
  switch (random.below(6)) {
    case 0:
      entries.delete(path);
      return `${path} removed`;
    case 1:
      entries.set(path, new Uint8Array(0));
      return `${path} emptied`;
    case 2: {
      const other = random.pick([...entries.keys()].sort()) ?? path;
      entries.set(path, entries.get(other) ?? bytes);
      entries.set(other, bytes);
      return `${path} and ${other} exchanged`;
    }
    case 3: {
      const name = random.pick(NEW_NAMES) ?? 'x';
      entries.set(name, bytes);
      return `${path} copied to ${name}`;
    }
    case 4: {
      const name = random.pick([...donor.keys()].sort()) ?? path;
      entries.set(name, donor.get(name) ?? bytes);
      return `${name} of another bundle added`;
    }
    default: {
      const theirs = donor.get(path);
      if (theirs !== undefined) entries.set(path, theirs);
      return `${path} taken from another bundle`;
    }
  }
}
