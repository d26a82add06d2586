// Small ledgers in memory and bundles over them, as the comparison reads them.

import { Tree, type TreeHash } from '../../exporter/tree.js';
import type { Erasure } from '../../src/bundle/erasure.js';
import { hashText } from '../../src/bundle/hash-text.js';
import { hash } from '../../src/crypto/digest.js';
import type {
  HistoryBundle,
  LeafWithProof,
  OpenEvidence,
  ProvenLeaf,
} from '../../src/history/evidence.js';

/** What a record says, beyond the word that makes it another record than the next one. */
export interface Said {
  readonly word: string;
  readonly recordId?: string;
  /** The ledger's clock; the sequence unless given. */
  readonly recordedAt?: number;
  /** Field to commitment. */
  readonly sealed?: Readonly<Record<string, string>>;
  /** An erasure: of the whole record, or of fields. What it says of its target can be false. */
  readonly erases?: {
    readonly target: number;
    readonly fields?: readonly string[];
    readonly says?: Partial<Erasure['target']>;
  };
}

/** A ledger: what is said at each sequence; a chain and a tree over it. */
export class Model {
  readonly tree: Tree;
  readonly hashes: Uint8Array[] = [];
  readonly said: readonly Said[];

  constructor(said: readonly (string | Said)[], hashName: TreeHash = 'sha3-256') {
    this.tree = new Tree(hashName);
    this.said = said.map((one) => (typeof one === 'string' ? { word: one } : one));
    for (const one of this.said) {
      const before = this.hashes.at(-1) ?? new Uint8Array(32);
      const own = hash('sha3-256', before, Buffer.from(textOf(one)));
      this.hashes.push(own);
      this.tree.append(own);
    }
  }

  get size(): number {
    return this.said.length;
  }

  leaf(sequence: number, kind: 'record' | 'stub'): ProvenLeaf {
    const recordHash = this.hashes[sequence] as Uint8Array;
    if (kind === 'stub') return { sequence, recordHash, stub: { reason: 'link' } };
    const { word, recordId, recordedAt, sealed = {} } = this.said[sequence] as Said;
    const time = recordedAt ?? sequence;
    return {
      sequence,
      recordHash,
      record: {
        recordId: recordId ?? `${word}-${sequence}`,
        recordedAt: BigInt(time),
        recordedAtText: String(time),
        type: this.erasureAt(sequence) === undefined ? 'event' : 'erasure',
        previousHash: hashText('sha3-256', this.hashes[sequence - 1] ?? new Uint8Array(32)),
        sealed: new Map(Object.entries(sealed)),
      },
    };
  }

  /** The erasure that is logged at a sequence. */
  erasureAt(sequence: number): Erasure | undefined {
    const { erases } = this.said[sequence] as Said;
    if (erases === undefined) return undefined;
    const target = this.leaf(erases.target, 'record');
    const { recordId = '', recordedAt = 0n, recordedAtText = '', type = '' } = target.record ?? {};
    const { recordHash } = target;
    return {
      ...{ sequence, loggedAt: BigInt(sequence), loggedAtText: String(sequence) },
      target: {
        ...{ sequence: erases.target, recordHash: hashText('sha3-256', recordHash), recordId },
        ...{ recordedAt, recordedAtText, type },
        ...erases.says,
      },
      ...{ fields: erases.fields, policy: 'p', legalGround: 'g', where: {} },
    };
  }
}

function textOf(said: Said): string {
  return JSON.stringify(said, (_, value) => (typeof value === 'bigint' ? String(value) : value));
}

export interface BundleOptions {
  readonly ledger: Model;
  readonly size: number;
  readonly shown: readonly number[];
  readonly stubs?: readonly number[];
  readonly lines?: readonly number[];
  readonly batch?: boolean;
  readonly counted?: boolean;
  readonly name?: string;
  /** Names of the fields of a record that the bundle discloses. */
  readonly disclosed?: (sequence: number) => readonly string[];
}

/** A bundle in memory. It logs the erasures that it shows. */
export function bundleOf(options: BundleOptions): HistoryBundle {
  const { ledger, size, shown, stubs = [], lines = [], batch = false } = options;
  const { tree } = ledger;
  const counted = options.counted ?? true;
  const proven = [...new Set([...shown, ...stubs])].sort((a, b) => a - b);
  async function* leaves(): AsyncGenerator<LeafWithProof> {
    for (const sequence of proven) {
      const leaf = ledger.leaf(sequence, shown.includes(sequence) ? 'record' : 'stub');
      const disclosed = (): ReadonlySet<string> => new Set(options.disclosed?.(sequence) ?? []);
      yield batch ? { leaf, disclosed } : { leaf, disclosed, path: tree.path(sequence, size) };
    }
  }
  const evidence = (): OpenEvidence => ({
    leaves() {
      const hashes = batch ? [...tree.batch(Uint32Array.from(proven), size)] : undefined;
      return { all: leaves(), takeHash: hashes && (() => hashes.shift()) };
    },
    async *lines() {
      for (const line of lines)
        yield {
          treeSize: line,
          rootHash: tree.root(line),
          path: tree.consistency(line, size),
          line: new Uint8Array(0),
        };
    },
    checkpoint: async () => new Uint8Array(0),
  });
  return {
    name: options.name ?? `bundle of ${size}`,
    counted,
    treeSize: size,
    rootHash: tree.root(size),
    erasures: proven
      .filter((sequence) => shown.includes(sequence))
      .flatMap((sequence) => ledger.erasureAt(sequence) ?? []),
    erasuresLeftOut: 0,
    hasLines: lines.length > 0,
    open: (use) => use(evidence()),
  };
}
