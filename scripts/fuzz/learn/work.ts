// What an execution costs, counted and never timed: turns of loops, bytes that are hashed, decoded, parsed or inflated by the runtime,
// hashes, and checks of signatures. A busy machine counts the same.

import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { Branch } from './instrument.js';

interface Counters {
  readonly counters: Uint32Array;
  readonly Exceeded: new () => Error;
  readonly begin: (most: number) => void;
  readonly turns: () => number;
}
export const COUNTED = (globalThis as unknown as { readonly __fuzz: Counters }).__fuzz;

/** Of one execution. */
export interface Work {
  readonly turns: number;
  readonly bytes: number;
  readonly hashes: number;
  readonly checks: number;
}

let bytes = 0;
let hashes = 0;

const sizeOf = (value: unknown): number =>
  typeof value === 'string' || value instanceof Uint8Array ? value.length : 0;

/** Puts counters around what the runtime does for the verifier. Once, before anything is run. */
export function countNatively(): void {
  const counted = <F extends (...given: never[]) => unknown>(
    call: F,
    isHash: boolean,
    at: number,
  ): F =>
    function (this: unknown, ...given: never[]) {
      bytes += sizeOf(given[at]);
      if (isHash) hashes += 1;
      return call.apply(this, given);
    } as F;
  crypto.hash = counted(crypto.hash, true, 1);
  const made = crypto.createHash;
  crypto.createHash = ((...given: Parameters<typeof made>) => {
    hashes += 1;
    const hash = made(...given);
    hash.update = counted(hash.update as never, false, 0) as typeof hash.update;
    return hash;
  }) as typeof made;
  syncBuiltinESMExports();
  JSON.parse = counted(JSON.parse as never, false, 0) as typeof JSON.parse;
  const { decode } = TextDecoder.prototype;
  TextDecoder.prototype.decode = counted(decode as never, false, 0) as typeof decode;
}

let signatureChecks: readonly number[] = [];
let used = 0;

/** Functions that check signatures: their counters are the number of checks. */
export function knowBranches(branches: readonly Branch[]): void {
  used = branches.length;
  signatureChecks = branches.flatMap(({ file, kind }, at) =>
    kind === 'function' && /^src\/(?:crypto\/(?:native|portable)|x509\/signature)\.ts$/.test(file)
      ? [at]
      : [],
  );
}

export function beginWork(mostTurns: number): void {
  COUNTED.counters.fill(0, 0, used);
  COUNTED.begin(mostTurns);
  bytes = 0;
  hashes = 0;
}

export function endWork(): Work {
  const { counters, turns, begin } = COUNTED;
  const work = {
    ...{ turns: turns(), bytes, hashes },
    checks: signatureChecks.reduce((sum, at) => sum + (counters[at] ?? 0), 0),
  };
  begin(Number.POSITIVE_INFINITY);
  return work;
}
