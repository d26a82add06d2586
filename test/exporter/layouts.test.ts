// The exporter's byte layouts against the values that an independent producer wrote down for its smallest bundle.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { payloadOf, preAuthenticationEncoding, statementOf } from '../../exporter/attestation.js';
import { checkpointDatum, checkpointText, subtreeMessage } from '../../exporter/checkpoint.js';
import { commitmentOf, disclosureOf } from '../../exporter/commitment.js';
import { prefixed, sha256, tagged } from '../../exporter/derive.js';
import { keyIdOf, type NoteKey, noteKeyId, type SigningKey, vkeyOf } from '../../exporter/keys.js';
import { unzip } from '../../scripts/unzip.js';
import { toHex } from '../../src/base/encoding.js';
import { NAMES } from '../../src/base/names.js';

const OLDER = 'urn:softqcos-verify:quantum-attestation:v1';
const FOLDER = new URL('../../fixtures/golden/pass-01-minimal/', import.meta.url);
const entries = await unzip(readFileSync(new URL('bundle.zip', FOLDER)));
const values = JSON.parse(readFileSync(new URL('values.json', FOLDER), 'utf8'));
const root = JSON.parse(readFileSync(new URL('../trust-root.json', FOLDER), 'utf8'));
const ORIGIN = 'ledger.softqcos.example/acme';
const head = { size: values.tree_size, root: Buffer.from(values.root_hash, 'hex') };

function publicOnly(algorithm: SigningKey['algorithm'], publicKey: Uint8Array): SigningKey {
  return { algorithm, publicKey, sign: () => new Uint8Array(0) };
}

describe('golden/pass-01-minimal', () => {
  test('record hashes', () => {
    const lines = (entries.get('records.jsonl') ?? Buffer.alloc(0)).toString('utf8').split('\n');
    for (const [index, record] of values.records.entries()) {
      expect(toHex(tagged('softqcos/record/v1', lines[index] ?? ''))).toBe(record.record_hash);
    }
  });

  test('note text, subtree message, key ids and vkeys', () => {
    const { text, signatures } = values.checkpoint;
    expect(checkpointText(ORIGIN, head)).toBe(text);
    for (const line of signatures) {
      const algorithm = line.type === 1 ? 'Ed25519' : 'ML-DSA-44';
      const key = publicOnly(algorithm, Buffer.from(line.public_key, 'hex'));
      const note: NoteKey = { name: line.name, type: line.type, key };
      expect(toHex(noteKeyId(note))).toBe(line.key_id);
      expect(vkeyOf(note)).toBe(line.vkey);
      if (line.type === 6) {
        const seconds = Number(BigInt(`0x${line.body_hex.slice(0, 16)}`));
        expect(toHex(subtreeMessage(line.name, ORIGIN, head, seconds))).toBe(line.message_hex);
      }
    }
  });

  test('imprint of a time stamp over the checkpoint', () => {
    const note = (entries.get('checkpoint') ?? Buffer.alloc(0)).toString('utf8');
    const [text, lines] = note.split('\n\n');
    const all = (lines ?? '').split(/(?<=\n)/);
    const datum = checkpointDatum(ORIGIN, `${text}\n`, all);
    expect(toHex(sha256(datum))).toBe(values.checkpoint.timestamp_imprint_sha256);
  });

  test('statement, pre-authentication encoding and key ids', () => {
    const pair = root.attesters[0].key_pairs[0];
    const spki = (text: string, prefix: number) => Buffer.from(text, 'base64').subarray(prefix);
    const attester = {
      name: '',
      ed25519: publicOnly('Ed25519', spki(pair.ed25519, 12)),
      mlDsa65: publicOnly('ML-DSA-65', spki(pair.ml_dsa_65, 22)),
    };
    expect([attester.ed25519, attester.mlDsa65].map(keyIdOf)).toEqual(values.attestation.signers);
    const manifest = entries.get('manifest.json') ?? Buffer.alloc(0);
    const ours = Buffer.from(payloadOf(statementOf(manifest, 'evb_minimal', attester)));
    // The independent producer writes the older of the two names of the predicate (docs/SPEC.md §8.1).
    const older = ours.toString('utf8').replace(NAMES.attestation, OLDER);
    expect(older).toBe(values.attestation.payload);
    const payload = Buffer.from(older);
    expect(toHex(preAuthenticationEncoding(payload))).toBe(values.attestation.pae_hex);
  });
});

test('a commitment opens with the disclosure it was made of', async () => {
  const sealed = await unzip(
    readFileSync(new URL('../../fixtures/golden/pass-02-sealed/bundle.zip', import.meta.url)),
  );
  const records = (sealed.get('records.jsonl') ?? Buffer.alloc(0)).toString('utf8');
  const lines = (sealed.get('disclosures.jsonl') ?? Buffer.alloc(0)).toString('utf8').trim();
  let compared = 0;
  for (const line of lines.split('\n')) {
    for (const disclosure of JSON.parse(line).disclosures) {
      expect(records).toContain(commitmentOf(disclosure));
      const [salt, name, value] = JSON.parse(Buffer.from(disclosure, 'base64url').toString('utf8'));
      expect(disclosureOf(Buffer.from(salt, 'base64url'), name, value)).toBe(disclosure);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(0);
});

test('a hash is written with its name', () => {
  expect(prefixed(Uint8Array.of(0xab), 'sha256')).toBe('sha256:ab');
});
