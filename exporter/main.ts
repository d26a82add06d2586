// The exporter as a command, for trials and benchmarks: `npx tsx exporter/main.ts LEDGER.jsonl --sequence 0:100 --out x.zip`.
// Its keys are public test keys of --seed; --trust-root writes the trust root that lists them.

import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { exportEvidenceBundle } from './bundle.js';
import { deriveFrom } from './derive.js';
import { TEST_ORIGIN, testKeys } from './keys.js';
import { Ledger } from './ledger.js';
import type { Selection } from './plan.js';
import { SAMPLE_SEALED, sampleEvent, sampleTime } from './sample.js';
import { FileStore } from './store.js';
import { trustRootFor, trustRootText } from './trust-root.js';

const USAGE = `usage: exporter/main.ts LEDGER.jsonl [--generate N] [--sealed] [--seed TEXT]
         [--sequence FROM:TO | --ids ID,… | --period FROM/TO] [--out FILE]
         [--proof paths|batch] [--suite NAME] [--disclose all|none|NAME,…] [--record-signatures]
         [--bundle-id ID] [--exported-at TIME] [--trust-root FILE]

LEDGER.jsonl is made by --generate, or read as an earlier run left it.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    generate: { type: 'string' },
    sealed: { type: 'boolean', default: false },
    seed: { type: 'string', default: 'softqcos-verify exporter' },
    sequence: { type: 'string' },
    ids: { type: 'string' },
    period: { type: 'string' },
    out: { type: 'string' },
    proof: { type: 'string', default: 'batch' },
    suite: { type: 'string', default: 'softqcos-v1' },
    disclose: { type: 'string', default: 'none' },
    'record-signatures': { type: 'boolean', default: false },
    'bundle-id': { type: 'string', default: 'evb_export' },
    'exported-at': { type: 'string', default: '2026-04-01T12:00:00Z' },
    'trust-root': { type: 'string' },
  },
});
const suite = values.suite === 'softqcos-v1-sha256' ? values.suite : 'softqcos-v1';
const [path] = positionals;
if (path === undefined || (values.generate === undefined && !existsSync(path))) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  await run(path);
}

async function run(ledgerPath: string): Promise<void> {
  const keys = testKeys(values.seed);
  const ledger = await openLedger(ledgerPath);
  if (values.out !== undefined) {
    await exportEvidenceBundle(ledger, {
      ...selectionOf(ledger),
      bundleId: values['bundle-id'],
      exportedAt: values['exported-at'],
      keys,
      proof: values.proof === 'paths' ? 'paths' : 'batch',
      suite,
      disclose:
        values.disclose === 'all' || values.disclose === 'none'
          ? values.disclose
          : values.disclose.split(','),
      recordSignatures: values['record-signatures'],
    }).save(values.out);
  }
  if (values['trust-root'] !== undefined) {
    writeFileSync(
      values['trust-root'],
      trustRootText(trustRootFor(keys, { recorders: true, suite })),
    );
  }
  ledger.close();
}

async function openLedger(ledgerPath: string): Promise<Ledger> {
  const options = {
    origin: TEST_ORIGIN,
    derive: deriveFrom(values.seed),
    clock: sampleTime,
    treeHash: suite === 'softqcos-v1' ? 'sha3-256' : 'sha256',
  } as const;
  if (values.generate === undefined) return Ledger.fromJsonLines(ledgerPath, options);
  const ledger = new Ledger({ ...options, store: FileStore.create(ledgerPath) });
  const sealed = values.sealed ? SAMPLE_SEALED : [];
  while (ledger.size < Number(values.generate)) {
    ledger.append(sampleEvent(ledger.size), { sealed });
  }
  return ledger;
}

function selectionOf(ledger: Ledger): Selection {
  if (values.ids !== undefined) return { recordIds: values.ids.split(',') };
  if (values.period !== undefined) {
    const [from = '', to = ''] = values.period.split('/');
    return { period: { from, to } };
  }
  const [from, to] = (values.sequence ?? `0:${ledger.size}`).split(':').map(Number);
  return { sequence: { from: from ?? 0, to: to ?? ledger.size } };
}
