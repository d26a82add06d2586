// What can be done away from the thread of a run, as data that can be sent: the question, and the code that answers it wherever it is
// asked. Nothing here decides anything: answers are what the checks would have computed themselves.

import { InternalError } from '../base/errors.js';
import type { Asked, PathRun, Run } from '../bundle/run.js';
import type { HashName } from '../crypto/digest.js';
import { loadPublicKey, type VerificationKey } from '../crypto/signature.js';
import type { Batch } from '../kernel/instance.js';
import { Kernel } from '../kernel/kernel.js';
import { PathKernel } from '../kernel/path-runs.js';
import { runsOf } from '../kernel/runs.js';

/** What the kernel needs to know of a bundle. */
export interface Ledger {
  /** The origin of the manifest. */
  readonly origin: string;
  /** 16 random bytes: the key of the fingerprints of the run. */
  readonly key: Uint8Array;
  readonly tree: HashName;
  readonly asked: Asked;
}

/** A signature to verify, under a key that has been loaded before. */
export interface Signed {
  readonly key: Pick<VerificationKey, 'algorithm' | 'publicKey' | 'keyId'>;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Jobs {
  /** Runs of a block of records.jsonl. */
  readonly records: { readonly ledger: Ledger; readonly bytes: Batch };
  /** Runs of a block of proof/paths.jsonl. */
  readonly paths: { readonly tree: HashName; readonly bytes: Batch };
  readonly signatures: { readonly signed: readonly Signed[] };
}

export interface Answers {
  readonly records: readonly Run[];
  readonly paths: readonly PathRun[];
  readonly signatures: readonly boolean[];
}

export type JobName = keyof Jobs;

/** Does jobs, one after the other, and keeps what the next one may need again. */
export class Labour {
  #kernel: { readonly of: Ledger; readonly kernel: Kernel } | undefined;
  readonly #paths: { [Tree in HashName]?: PathKernel } = {};
  readonly #keys = new Map<string, VerificationKey>();

  readonly #do: { readonly [Name in JobName]: (job: Jobs[Name]) => Answers[Name] } = {
    records: ({ ledger, bytes }) => runsOf(this.#kernelOf(ledger), bytes, ledger.asked),
    paths: ({ tree, bytes }) => {
      this.#paths[tree] ??= new PathKernel(tree);
      return this.#paths[tree].runsOf(bytes);
    },
    signatures: ({ signed }) =>
      signed.map(({ key, message, signature }) => this.#keyOf(key).verifyOnce(message, signature)),
  };

  do<Name extends JobName>(name: Name, job: Jobs[Name]): Answers[Name] {
    return this.#do[name](job);
  }

  #kernelOf(of: Ledger): Kernel {
    const held = this.#kernel;
    // The key is of one run, which has one tree and one ledger.
    if (held !== undefined && isSame(held.of.key, of.key)) return held.kernel;
    const kernel = new Kernel(of.origin, of.key, of.tree);
    this.#kernel = { of, kernel };
    return kernel;
  }

  #keyOf({ algorithm, publicKey, keyId }: Signed['key']): VerificationKey {
    const held = this.#keys.get(keyId);
    if (held !== undefined) return held;
    const loaded = loadPublicKey(algorithm, publicKey);
    if (!loaded.ok) throw new InternalError(`a key that was loaded is refused: ${loaded.reason}`);
    this.#keys.set(keyId, loaded.key);
    return loaded.key;
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
