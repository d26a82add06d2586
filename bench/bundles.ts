// The bundles of the benchmark, made once with the exporter and kept in .tmp/bench.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';

export const FOLDER = '.tmp/bench';

export interface Shape {
  readonly records: number;
  readonly proof: 'batch' | 'paths';
  readonly sealed?: boolean;
  readonly disclosed?: boolean;
  readonly signatures?: boolean;
  /** A tree of SHA-256, which the kernel does not fold. */
  readonly sha256?: boolean;
}

export const nameOf = ({ records, proof, ...more }: Shape): string =>
  [
    records,
    proof,
    more.sealed ? 'sealed' : '',
    more.disclosed ? 'disclosed' : '',
    more.signatures ? 'signed' : '',
    more.sha256 ? 'sha256' : '',
  ]
    .filter((part) => part !== '')
    .join('-');

/** Makes the bundle unless it is there. @returns its path and that of its trust root */
export function bundleOf(shape: Shape): { readonly bundle: string; readonly root: string } {
  const base = `${FOLDER}/${nameOf(shape)}`;
  const paths = { bundle: `${base}.zip`, root: `${base}.trust-root.json` };
  if (existsSync(paths.bundle)) return paths;
  mkdirSync(FOLDER, { recursive: true });
  const ledger = `${base}.ledger.jsonl`;
  execFileSync(process.execPath, [
    ...['--import', 'tsx', 'exporter/main.ts', ledger, '--generate', String(shape.records)],
    ...['--sequence', `0:${shape.records}`, '--proof', shape.proof, '--out', paths.bundle],
    ...['--trust-root', paths.root],
    ...(shape.sha256 ? ['--suite', 'softqcos-v1-sha256'] : []),
    ...(shape.sealed ? ['--sealed'] : []),
    ...(shape.disclosed ? ['--disclose', 'all'] : []),
    ...(shape.signatures ? ['--record-signatures'] : []),
  ]);
  rmSync(ledger);
  return paths;
}
