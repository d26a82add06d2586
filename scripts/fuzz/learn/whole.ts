// Whole bundles: mutants of mutants, each with the case that it came from, through the verifier and now and then through every report. The
// oracle of oracle.ts says what may pass, however far a mutant has come from its original.

import { type Mutant, mutantFrom } from '../mutate.js';
import type { Random } from '../random.js';
import { execute } from '../run.js';
import { readCentral } from '../zip.js';
import { seeds } from './seeds.js';
import type { Target } from './target.js';

/** Two bytes for the case, one for "signed anew", then the zip. */
const HEAD = 3;

function pack(base: number, signedAnew: boolean, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(base & 0xff, base >> 8, signedAnew ? 1 : 0), bytes]);
}

function unpack(input: Uint8Array): Mutant {
  const [low = 0, high = 0, signed = 0] = input;
  const all = seeds();
  const base = all[(low + high * 256) % all.length];
  if (base === undefined) throw new Error('no bundles');
  const { trustRoot, options } = base;
  const bytes = input.slice(HEAD);
  return {
    base,
    donor: base,
    bytes,
    trustRoot,
    options,
    signedAnew: signed === 1,
    operator: false,
    steps: [],
  };
}

function mutate(random: Random, input: Uint8Array, other: Uint8Array): Uint8Array {
  const { base, bytes, signedAnew } = unpack(input);
  const donor = unpack(other);
  const now = { ...base, bundle: bytes, files: readCentral(bytes) };
  const mutant = mutantFrom(random, now, {
    ...donor.base,
    bundle: donor.bytes,
    files: readCentral(donor.bytes) ?? donor.base.files,
  });
  const [low = 0, high = 0] = input;
  // What the operator hands in is not part of a bundle; the trust root has a target of its own.
  if (mutant.operator || mutant.bytes.length > 400_000) return input;
  return pack(low + high * 256, signedAnew || mutant.signedAnew, mutant.bytes);
}

async function run(input: Uint8Array, random: Random): Promise<string | undefined> {
  const mutant = unpack(input);
  const outcome = await execute(mutant, random.chance(1, 8));
  return 'detail' in outcome ? `${outcome.kind}: ${outcome.detail}` : undefined;
}

/** What it inflates to: of a zip with a fault, which may be read all the same up to there, what its directory states. */
function size(input: Uint8Array): number {
  const files = readCentral(input.slice(HEAD));
  if (files !== undefined)
    return [...files.values()].reduce((sum, { length }) => sum + length, input.length);
  const bytes = Buffer.from(input);
  let sum = input.length;
  for (let at = bytes.indexOf(CENTRAL); at >= 0; at = bytes.indexOf(CENTRAL, at + 4))
    if (at + 46 <= bytes.length)
      sum += Math.min(bytes.readUInt32LE(at + 24), MOST * bytes.readUInt32LE(at + 20));
  return Math.min(sum, MOST * input.length);
}

/** The magic of a header of the directory. */
const CENTRAL = Buffer.from('PK\u0001\u0002', 'latin1');
/** Bytes that one byte of deflate can make. */
const MOST = 1_032;

export const BUNDLE: Target = {
  ...{
    name: 'bundle',
    about: [
      'src/checks/',
      'src/bundle/',
      'src/merkle/',
      'src/verify',
      'src/transcript/',
      'src/report/',
    ],
    share: 20,
    run,
    mutate,
    size,
  },
  seeds: () => seeds().map(({ bundle }, at) => pack(at, false, bundle)),
};
