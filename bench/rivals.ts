// Published libraries for the same paths, in JavaScript and in Go: what a path costs in them. They are no part of this project: the
// benchmark installs them in a folder of its own, and leaves them out where it cannot.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { FOLDER } from './bundles.js';

const PACKAGES = { '@sigstore/verify': '3.1.1', merkletreejs: '0.6.0' } as const;

const GO_MERKLE = 'v0.0.2';

/** A leaf and its path in a tree of SHA-256. */
export interface Path {
  readonly index: number;
  readonly data: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly hashes: readonly Uint8Array[];
}

/** Verifies one path. */
type Rival = (path: Path) => boolean;

export interface RivalCost {
  readonly what: string;
  /** Microseconds of processor time a path. */
  readonly cost: number;
}

/** @param cpu microseconds that work takes */
export function rivalCosts(
  paths: readonly Path[],
  size: number,
  root: Uint8Array,
  cpu: (work: () => void) => number,
): readonly RivalCost[] {
  const rivals = rivalsFor(size, Buffer.from(root));
  return Object.entries(rivals).map(([what, verify]) => {
    const all = (): void => {
      for (const path of paths) if (!verify(path)) throw new Error(`${what} refuses a good path`);
    };
    // Once for the compiler.
    all();
    return { what, cost: cpu(all) / paths.length };
  });
}

/** The library of most transparency logs. Nothing without a Go of 1.21 or later, whose SHA-256 is that of the processor. */
export function goCost(size: number, count: number): readonly RivalCost[] {
  const folder = resolve(FOLDER, 'go');
  mkdirSync(folder, { recursive: true });
  copyFileSync('bench/floor/merkle.go', `${folder}/main.go`);
  const module = 'github.com/transparency-dev/merkle';
  // Without a module proxy a checkout of that version does.
  const checkout = resolve(FOLDER, 'merkle');
  const replaced = existsSync(checkout) ? `\nreplace ${module} => ${checkout}\n` : '';
  writeFileSync(
    `${folder}/go.mod`,
    `module bench\n\ngo 1.21\n\nrequire ${module} ${GO_MERKLE}\n${replaced}`,
  );
  const run = (program: string, ...words: readonly string[]): string =>
    execFileSync(program, words, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();
  try {
    const [, version = ''] = /go version go(\S+)/.exec(run('go', 'version')) ?? [];
    run('go', 'build', '-mod=mod', '-o', 'merkle', '.');
    const nanoseconds = Number(run(`${folder}/merkle`, String(size), String(count)));
    const what = `transparency-dev/merkle ${GO_MERKLE}, Go ${version}`;
    return [{ what, cost: nanoseconds / 1000 }];
  } catch {
    console.error('no Go of 1.21 or later, or no module proxy: measured without it');
    return [];
  }
}

function rivalsFor(size: number, root: Buffer): Readonly<Record<string, Rival>> {
  const folder = resolve(FOLDER, 'rivals');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}/package.json`,
    JSON.stringify({ private: true, dependencies: PACKAGES }),
  );
  try {
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
      cwd: folder,
    });
  } catch {
    console.error('no registry: measured without published libraries');
    return {};
  }
  const load = createRequire(`${folder}/package.json`);
  const { verifyMerkleInclusion } = load(
    `${folder}/node_modules/@sigstore/verify/dist/tlog/merkle.js`,
  );
  const { MerkleTree } = load('merkletreejs');
  // It knows no prefixes (RFC 9162 §2.1.1): they come in with the hash.
  const nodeHash = (children: Buffer): Buffer =>
    createHash('sha256').update(Uint8Array.of(1)).update(children).digest();
  const named = (name: keyof typeof PACKAGES): string => `${name} ${PACKAGES[name]}`;
  return {
    [named('@sigstore/verify')]: ({ index, data, hashes }) => {
      const inclusionProof = {
        logIndex: String(index),
        hashes: hashes.map((hash) => Buffer.from(hash)),
      };
      // It throws where it does not accept.
      verifyMerkleInclusion(
        { canonicalizedBody: data, inclusionProof },
        { logSize: String(size), logHash: root },
      );
      return true;
    },
    [named('merkletreejs')]: ({ index, leafHash, hashes }) => {
      const proof = hashes.map((hash, level) => ({
        position: Math.floor(index / 2 ** level) % 2 === 1 ? 'left' : 'right',
        data: Buffer.from(hash),
      }));
      return MerkleTree.verify(proof, Buffer.from(leafHash), root, nodeHash);
    },
  };
}
