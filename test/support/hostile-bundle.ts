// A bundle that nobody signed and that says nothing true, with whatever entries a test gives it.

import { prefixed, sha3 } from '../../exporter/derive.js';
import { canonicalize, type Json, type JsonObject } from '../../src/base/json.js';
import { rawZip } from './raw-zip.js';

const HASH = `sha3-256:${'0'.repeat(64)}`;
const LEDGER = 'ledger.softqcos.example/acme';

/** A bundle without any signature: enough to reach every check of its content. */
export function bundle(contents: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const files = Object.entries(contents).map(([path, content]) => ({
    path,
    bytes: typeof content === 'string' ? Buffer.from(content, 'utf8') : content,
  }));
  const records = files.find(({ path }) => path === 'records.jsonl')?.bytes ?? new Uint8Array(0);
  const unfinished = records.length > 0 && records.at(-1) !== 0x0a ? 1 : 0;
  const count = records.reduce((sum, byte) => sum + (byte === 0x0a ? 1 : 0), unfinished);
  const listed = files.filter(({ path }) => path !== 'disclosures.jsonl');
  const manifest = canonicalize({
    bundle_id: 'evb_hostile',
    counts: { records: count, stubs: 0 },
    entries: listed.map(({ path, bytes }) => ({
      bytes: bytes.length,
      digest: prefixed(sha3(bytes)),
      path,
    })),
    exported_at: '2026-03-20T12:00:00Z',
    exporter: 'Nobody',
    format: 'softqcos.evidence-bundle/v1',
    ledger: LEDGER,
    selection: { sequence: { from: 0, to: 1 } },
    suite: 'softqcos-v1',
  });
  return rawZip({
    entries: [
      { name: 'manifest.json', content: manifest },
      ...files.map(({ path, bytes }) => ({ name: path, content: bytes, method: 8 })),
    ],
  });
}

export function record(sequence: number, type: string, data: Json, more: JsonObject = {}): string {
  return canonicalize({
    data,
    ledger: LEDGER,
    nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
    previous_hash: HASH,
    record_id: `rec_${sequence}`,
    recorded_at: '2026-02-01T08:00:00Z',
    sequence,
    type,
    ...more,
  });
}

export const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
