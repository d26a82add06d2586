// One mutant of the fuzzer as a question for other programs, in files; and the same question to both paths of this verifier.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFromBytes } from '../../src/archive/source.js';
import { formatTime, parseTime } from '../../src/base/encoding.js';
import { VerifierError } from '../../src/base/errors.js';
import { SUPPORT } from '../../src/base/limits.js';
import { REQUIREMENTS, type Requirement } from '../../src/catalogue/requirements.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { verifyBundle } from '../../src/verify.js';
import type { Mutant } from '../fuzz/mutate.js';
import { Random } from '../fuzz/random.js';
import type { Question } from '../kit/protocol.js';

export interface Asked {
  readonly id: string;
  /** What was done to which bundle. */
  readonly why: string;
  readonly input: Question;
}

/** Writes the files of a mutant over those of the last one. Undefined if it cannot be asked: a selection that is no JSON. */
export function askedOf(mutant: Mutant, id: string, folder: string): Asked | undefined {
  const { bytes, trustRoot, options, base, steps } = mutant;
  const file = (name: string, content: Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const {
    at,
    requirements = [],
    checkpoint,
    expectSelection,
    limits,
    renewals,
    custody,
    asOf,
  } = options;
  const selection = expectSelection === undefined ? undefined : parsed(expectSelection);
  if (expectSelection !== undefined && selection === undefined) return undefined;
  return {
    id,
    why: `${base.name}: ${steps.join('; ')}`,
    input: askedOtherwise(new Random(id), {
      bundle: file('bundle.zip', bytes),
      trust_root: trustRoot === undefined ? null : file('trust-root.json', trustRoot),
      at: formatTime(at),
      requirements: [...requirements],
      ...(checkpoint === undefined ? {} : { checkpoint: file('held.checkpoint', checkpoint) }),
      ...(selection === undefined ? {} : { expect_selection: selection }),
      ...(renewals === undefined ? {} : { renewals: file('renewals.jsonl', renewals) }),
      ...(custody === undefined ? {} : { custody: file('custody.jsonl', custody) }),
      ...(asOf === undefined ? {} : { as_of: formatTime(asOf) }),
      // Bounds are compared only if both have the same (docs/SPEC.md §19.2).
      limits: { ...SUPPORT, ...limits },
    }),
  };
}

const TIMES = ['2026-01-01T00:00:00Z', '2026-03-20T12:00:00Z', '2029-06-01T00:00:00Z'] as const;
const DAYS = ['2030-12-31T23:59:59Z', '2031-01-01T00:00:00Z', '2036-01-01T00:00:00Z'] as const;

/** One question of four is put otherwise: at another time, with one more requirement, about a later day, or without a trust root. */
function askedOtherwise(random: Random, input: Question): Question {
  if (!random.chance(1, 4)) return input;
  const change = random.below(8);
  if (change === 0) return { ...input, trust_root: null };
  if (change < 3) return { ...input, at: random.pick(TIMES) };
  if (change < 6) return { ...input, as_of: random.pick(DAYS) };
  const one = random.pick(REQUIREMENTS);
  return {
    ...input,
    requirements: [...new Set([...input.requirements, ...(one === undefined ? [] : [one])])],
  };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

/** True if the path for bulk work and the reference give one transcript, to the last byte. */
export async function bothPaths(question: Question): Promise<boolean> {
  const { bundle = '', trust_root: root, requirements, limits = {} } = question;
  const bytes = new Uint8Array(readFileSync(bundle));
  try {
    const trust = root === null ? undefined : loadTrustRoot(new Uint8Array(readFileSync(root)));
    const by = async (bulkBytes: number): Promise<string> =>
      JSON.stringify(
        await verifyBundle(sourceFromBytes(bytes), trust, {
          at: parseTime(question.at) ?? 0n,
          name: 'bundle.zip',
          requirements: requirements as readonly Requirement[],
          limits,
          bulkBytes,
        }),
        (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
      );
    return (await by(0)) === (await by(Number.POSITIVE_INFINITY));
  } catch (error) {
    if (error instanceof VerifierError) return true;
    throw error;
  }
}
