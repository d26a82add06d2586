// Random sets of bundles of one ledger (docs/SPEC.md §13.5) as questions: ledgers that fork, ranges, proofs, consistency lines, erasures,
// repeated ids and commitments, a checkpoint that the auditor holds. All of it follows from a seed and a number.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trustRootText } from '../../exporter/trust-root.js';
import { canonicalize, type JsonObject } from '../../src/base/json.js';
import { AT, caseClock, KEYS, OTHER_KEYS, trustRoot } from '../fixtures/case.js';
import { checkpointOf, erased, range, type SetLedger } from '../fixtures/sets.js';
import { Random } from '../fuzz/random.js';
import type { Asked } from './asked.js';

/** Writes the bundles of one random set over those of the last one. */
export async function randomSet(seed: string, index: number, folder: string): Promise<Asked> {
  const random = new Random(`${seed}/set/${index}`);
  const size = random.between(2, 40);
  const ledgers = [ledger(random, size), ledger(random, size)];
  if (random.chance(1, 2)) ledgers.push({ ...ledgers[0], forkAt: random.below(size) });
  const own = join(folder, 'set');
  mkdirSync(own, { recursive: true });
  const file = (name: string, content: Uint8Array | string): string => {
    writeFileSync(join(own, name), content);
    return join(own, name);
  };
  const heads: number[] = [];
  const bundles: string[] = [];
  const said: string[] = [];
  for (let at = 0, count = random.between(2, 4); at < count; at += 1) {
    const one = random.below(ledgers.length);
    const treeSize = random.chance(1, 3) ? size : random.between(1, size);
    const from = random.below(treeSize);
    const to = Math.min(treeSize - 1, from + random.below(5));
    const earlier = Array.from({ length: random.below(3) }, () =>
      random.chance(1, 2) ? (random.pick(heads) ?? 1) : random.between(1, size),
    );
    const lines = [...new Set(earlier)].filter((m) => m < treeSize).sort((a, b) => a - b);
    const make = range([from, to], ledgers[one], {
      treeSize,
      proof: random.chance(1, 2) ? 'paths' : 'batch',
      linkStubs: random.chance(1, 3),
      disclose: random.chance(1, 3) ? 'all' : 'none',
      ...(lines.length === 0 ? {} : { consistencyFrom: lines }),
      ...(random.chance(1, 10) ? { includeQuantumAttestation: false } : {}),
    });
    heads.push(treeSize);
    bundles.push(file(`${at}.zip`, await make()));
    said.push(`ledger ${one}, ${from} to ${to} of ${treeSize}, lines [${lines.join()}]`);
  }
  const held = random.chance(1, 3) ? (random.pick(heads) ?? 1) : random.between(0, size);
  const keys = random.chance(1, 8) ? OTHER_KEYS : KEYS;
  const holds = random.chance(1, 2);
  return {
    id: `${seed}-set-${index}`,
    why: `${ledgers.map(({ forkAt = '–', instead = {} }) => `fork ${forkAt}, erasures ${Object.keys(instead).join()}`).join('; ')}: ${said.join('; ')}${holds ? `; holds ${held}` : ''}`,
    input: {
      bundles,
      trust_root: file('trust-root.json', trustRootText(trustRoot())),
      at: AT,
      requirements: [],
      ...(holds
        ? {
            checkpoint: file(
              'held.checkpoint',
              checkpointOf(random.pick(ledgers) ?? {}, held, keys),
            ),
          }
        : {}),
      ...(random.chance(1, 8) ? { limits: { identities: random.between(9, 30) } } : {}),
    },
  };
}

/** A ledger that parts from the common one somewhere, or nowhere, and has a fault or two. */
function ledger(random: Random, size: number): SetLedger {
  const target = random.below(size);
  const erasure = random.between(target + 1, size + 4);
  const twice = [random.below(size), random.below(size)];
  const change = random.pick<JsonObject | undefined>([
    undefined,
    undefined,
    undefined,
    { record_id: 'rec_twice' },
    { sealed: { actor: `sha3-256:${'5'.repeat(64)}` } },
    { previous_hash: `sha3-256:${'6'.repeat(64)}` },
  ]);
  const back = random.below(size);
  return {
    size,
    ...(random.chance(1, 3) ? { forkAt: random.below(size) } : {}),
    ...(random.chance(1, 2)
      ? {
          instead: {
            [erasure]: erased(target, {
              fields: random.pick(['*', ['subject'], ['outcome']] as const) ?? '*',
              ...(random.chance(1, 4)
                ? {
                    data: random.pick<JsonObject>([
                      { record_hash: `sha3-256:${'3'.repeat(64)}` },
                      { record_id: 'rec_other' },
                      { recorded_at: '2026-02-01T08:04:03Z' },
                    ]),
                  }
                : {}),
            }),
          },
        }
      : {}),
    ...(random.chance(1, 6)
      ? { clock: (at) => (at < back ? caseClock(at) : caseClock(at).replace('T08', 'T07')) }
      : {}),
    ...(change === undefined
      ? {}
      : {
          tamper: (line, at) =>
            twice.includes(at) ? canonicalize({ ...JSON.parse(line), ...change }) : line,
        }),
  };
}
