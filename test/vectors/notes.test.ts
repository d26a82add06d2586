import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { formatTime, parseBase64, utf8 } from '../../src/base/encoding.js';
import { EvidenceError } from '../../src/base/errors.js';
import { parseCheckpoint, type UnverifiedCheckpoint } from '../../src/bundle/checkpoint.js';
import { signedLine } from '../../src/bundle/cosignature.js';
import { parseNote } from '../../src/bundle/note.js';
import { verifyConsistency } from '../../src/merkle/consistency.js';
import { treeHasher } from '../../src/merkle/hasher.js';
import { verifyInclusion } from '../../src/merkle/inclusion.js';
import { loadKeyText } from '../../src/trust/key-text.js';
import { parsePolicy, quorumTime } from '../../src/trust/policy.js';
import { keyHash, loadVkey, type NoteKey } from '../../src/trust/vkey.js';
import { describeVectors, readJson } from './vectors.js';

const sha256 = treeHasher('sha256');
const publicNote = { minSignatures: 1 };

function noteKey(vkey: string): NoteKey {
  const loaded = loadVkey(vkey);
  if (!loaded.ok) throw new Error(loaded.reason);
  return loaded.noteKey;
}

/** Lines of a key: what each verifies to, and the time that it states. */
function verified(checkpoint: UnverifiedCheckpoint, key: NoteKey): { ok: boolean; time: string }[] {
  return checkpoint.note.signatures
    .filter(({ name, keyHash }) => name === key.name && keyHash === key.keyHash)
    .map((line) => {
      const signed = signedLine(key.type, line, checkpoint);
      const ok = signed !== undefined && key.key.verify(signed.message, signed.signature);
      return { ok, time: signed?.time === undefined ? '' : formatTime(signed.time) };
    });
}

interface TlogProof {
  readonly index: number;
  readonly path: readonly Uint8Array[];
  readonly checkpoint: Uint8Array;
}

/** c2sp.org/tlog-proof, as far as these files go. */
function readTlogProof(bytes: Uint8Array): TlogProof {
  const end = Buffer.from(bytes).indexOf('\n\n');
  const [head, ...lines] = Buffer.from(bytes.subarray(0, end)).toString('utf8').split('\n');
  expect(head).toBe('c2sp.org/tlog-proof@v1');
  const rest = lines.filter((line) => !line.startsWith('extra '));
  const [index, ...hashes] = rest;
  return {
    index: Number(index?.replace('index ', '')),
    path: hashes.map((text) => parseBase64(text) ?? new Uint8Array()),
    checkpoint: bytes.subarray(end + 2),
  };
}

describeVectors('tlog-notes-proofs', 'public notes and proofs', (dir) => {
  const live = path.join(dir, 'markovian_log/proof_7271');
  const proof = readTlogProof(readFileSync(path.join(live, 'proof_7271.tlog-proof')));
  const checkpoint = parseCheckpoint(proof.checkpoint, publicNote);
  const vkeys = readFileSync(path.join(live, 'keys_unabhaengig.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const keys = vkeys.map(noteKey);

  it('the live proof: log, five Ed25519 and two ML-DSA-44 cosignatures verify at the times that upstream states', () => {
    const { witnesses } = readJson<{ witnesses: Record<string, { timestamp: number }> }>(
      live,
      'ERGEBNIS.json',
    );
    expect(checkpoint).toMatchObject({ origin: 'markovianprotocol.com/log', treeSize: 7341 });
    expect(checkpoint.note.signatures).toHaveLength(11);
    expect(keys.map(({ type }) => type).sort()).toEqual([1, 4, 4, 4, 4, 4, 6, 6]);
    for (const key of keys) {
      const stated = witnesses[`${key.name}+${key.keyHash}`]?.timestamp;
      const time = stated === undefined ? '' : formatTime(BigInt(stated) * 1_000_000_000n);
      expect(verified(checkpoint, key), key.name).toEqual([{ ok: true, time }]);
    }
  });

  it('the live proof: its leaf is in the tree, and another leaf, index or shape is not', () => {
    const leaf = sha256.leafHash(readFileSync(path.join(live, 'leaf_7271.raw')));
    const { rootHash, treeSize } = checkpoint;
    expect(proof.index).toBe(7271);
    expect(verifyInclusion(sha256, proof.index, treeSize, leaf, proof.path, rootHash)).toBe(true);
    expect(verifyInclusion(sha256, proof.index - 1, treeSize, leaf, proof.path, rootHash)).toBe(
      false,
    );
    // A path fixes its length, not the size: that is what the signatures are for.
    expect(verifyInclusion(sha256, proof.index, 2 * treeSize, leaf, proof.path, rootHash)).toBe(
      false,
    );
    expect(verifyInclusion(sha256, proof.index, treeSize, rootHash, proof.path, rootHash)).toBe(
      false,
    );
  });

  it('the live proof: no signature survives a change of the tree size, the root or the time', () => {
    const text = Buffer.from(proof.checkpoint).toString('utf8');
    const size = parseCheckpoint(utf8(text.replace('\n7341\n', '\n7340\n')), publicNote);
    const root = parseCheckpoint(utf8(text.replace('uNXW', 'uNXX')), publicNote);
    for (const key of keys)
      for (const altered of [size, root])
        expect(
          verified(altered, key).map(({ ok }) => ok),
          key.name,
        ).toEqual([false]);
    for (const line of checkpoint.note.signatures) {
      const key = keys.find(({ name, keyHash }) => name === line.name && keyHash === line.keyHash);
      if (key === undefined || key.type === 1) continue;
      const body = line.body.slice();
      body[7] = (body[7] ?? 0) ^ 1;
      const signed = signedLine(key.type, { ...line, body }, checkpoint);
      expect(signed !== undefined && key.key.verify(signed.message, signed.signature)).toBe(false);
    }
  });

  it('the live proof: its witnesses satisfy a policy of four, at the time of the fourth', () => {
    const cosigners = vkeys.filter((_, n) => keys[n]?.type !== 1);
    const policy = parsePolicy(
      [
        ...cosigners.map((vkey, n) => `witness w${n} ${vkey}`),
        `group enough 4 ${cosigners.map((_, n) => `w${n}`).join(' ')}`,
        'quorum enough',
      ].join('\n'),
    );
    if (!policy.ok) throw new Error(policy.reason);
    const times = new Map(
      policy.policy.witnesses.map(({ name, noteKey: key }) => {
        const line = checkpoint.note.signatures.find(
          (one) => one.name === key.name && one.keyHash === key.keyHash,
        );
        return [name, line && signedLine(key.type, line, checkpoint)?.time] as const;
      }),
    );
    const sorted = [...times.values()].sort((a, b) => ((a ?? 0n) < (b ?? 0n) ? -1 : 1));
    expect(quorumTime(policy.policy, times)).toBe(sorted[3]);
  });

  it('the synthetic proof: the inclusion holds; its keys are not published', () => {
    const example = readTlogProof(readFileSync(path.join(dir, 'example.tlog-proof')));
    const { rootHash, treeSize, note } = parseCheckpoint(example.checkpoint, publicNote);
    const leaf = sha256.leafHash(utf8('{"suite": "demo", "passed": true}'));
    expect(verifyInclusion(sha256, example.index, treeSize, leaf, example.path, rootHash)).toBe(
      true,
    );
    expect(note.signatures.map(({ body }) => body.length)).toEqual([64, 72, 2428]);
  });

  it('the checkpoint of a production log verifies under its key of the trust root', () => {
    const { tlogs } = readJson<{
      tlogs: { baseUrl: string; publicKey: { rawBytes: string } }[];
    }>(dir, 'checkpoint/trusted_root.json');
    const log = tlogs.find(({ baseUrl }) => baseUrl === 'https://log2025-1.rekor.sigstore.dev');
    const loaded = loadKeyText(log?.publicKey.rawBytes ?? '');
    if (!loaded.ok) throw new Error(loaded.reason);
    const bytes = readFileSync(path.join(dir, 'checkpoint/rekor_v2_checkpoint.txt'));
    const rekor = parseCheckpoint(bytes, publicNote);
    expect(rekor).toMatchObject({ origin: 'log2025-1.rekor.sigstore.dev', treeSize: 22578297 });
    const [line] = rekor.note.signatures;
    expect(loaded.key.verify(rekor.note.text, line?.body ?? new Uint8Array())).toBe(true);
    expect(loaded.key.verify(rekor.note.text.slice(1), line?.body ?? new Uint8Array())).toBe(false);
    // §7.1 asks for two lines of the ledger, which public logs of today do not have.
    expect(() => parseCheckpoint(bytes)).toThrow(EvidenceError);
  });
});

describeVectors('tlog-tiles', 'checkpoints of a growing log', (dir) => {
  const log = path.join(dir, 'log');
  const key = noteKey(
    'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx',
  );
  const names = readdirSync(log).filter((name) => name.startsWith('checkpoint'));
  const read = (name: string): UnverifiedCheckpoint =>
    parseCheckpoint(readFileSync(path.join(log, name)), publicNote);

  it('all seventeen verify under the published key, and none without its last bit', () => {
    expect(names).toHaveLength(17);
    for (const name of names) {
      const checkpoint = read(name);
      expect(verified(checkpoint, key), name).toEqual([{ ok: true, time: '' }]);
      const [line] = checkpoint.note.signatures;
      const body = line?.body.slice() ?? new Uint8Array();
      body[63] = (body[63] ?? 0) ^ 0x80;
      expect(key.key.verify(checkpoint.note.text, body)).toBe(false);
    }
  });

  it('their sizes are those of their names, and their roots those of the tiles', () => {
    for (let size = 1; size <= 15; size += 1) {
      const tile = readFileSync(path.join(log, `tile/0/000.p/${size}`));
      const leaves = Array.from({ length: size }, (_, n) => tile.subarray(32 * n, 32 * n + 32));
      const checkpoint = read(`checkpoint.${size}`);
      expect(checkpoint.treeSize).toBe(size);
      expect(Buffer.from(checkpoint.rootHash)).toEqual(Buffer.from(rootOf(leaves)));
    }
    expect(read('checkpoint.0').treeSize).toBe(0);
  });

  it('every smaller checkpoint is a prefix of every larger one, and only of its own tree', () => {
    const tile = readFileSync(path.join(log, 'tile/0/000.p/15'));
    const leaves = Array.from({ length: 15 }, (_, n) => tile.subarray(32 * n, 32 * n + 32));
    let pairs = 0;
    for (let m = 1; m < 15; m += 1)
      for (let n = m + 1; n <= 15; n += 1) {
        const [first, second] = [read(`checkpoint.${m}`), read(`checkpoint.${n}`)];
        const proof = consistency(m, leaves.slice(0, n), true);
        const earlier = { size: m, rootHash: first.rootHash };
        const later = { size: n, rootHash: second.rootHash };
        expect(verifyConsistency(sha256, earlier, later, proof)).toBe(true);
        expect(
          verifyConsistency(sha256, { ...earlier, rootHash: second.rootHash }, later, proof),
        ).toBe(false);
        pairs += 1;
      }
    expect(pairs).toBe(105);
  });
});

/** RFC 9162 §2.1.1, as it is written. */
function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  const k = split(leaves.length);
  return sha256.nodeHash(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

/** SUBPROOF of RFC 9162 §2.1.4.1. */
function consistency(m: number, leaves: readonly Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === leaves.length) return whole ? [] : [rootOf(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...consistency(m, leaves.slice(0, k), whole), rootOf(leaves.slice(k))]
    : [...consistency(m - k, leaves.slice(k), false), rootOf(leaves.slice(0, k))];
}

function split(count: number): number {
  let k = 1;
  while (2 * k < count) k *= 2;
  return k;
}

// The sigsum policies are of an older language: raw keys in hex where C2SP has vkeys, and log lines. They must not load; with
// each key as a vkey and without the log lines they are the same language.
describeVectors('sigsum', 'policies of sigsum', (dir) => {
  const files = readdirSync(dir).filter((name) => name.endsWith('.builtin-policy'));

  it.each(files)('%s is refused as it stands', (file) => {
    const parsed = parsePolicy(readFileSync(path.join(dir, file), 'utf8'));
    expect(parsed).toMatchObject({
      ok: false,
      reason: 'a log line has no place here: ledgers are listed under ledgers',
    });
    const withoutLogs = readFileSync(path.join(dir, file), 'utf8').replace(/^log .*$/gm, '');
    expect(parsePolicy(withoutLogs)).toMatchObject({
      ok: false,
      reason:
        'this is a key alone, as Sigsum writes it: its vkey of type 0x04 is expected, name+hex+base64',
    });
  });

  it.each(files)('%s loads once its raw keys are vkeys', (file) => {
    const text = readFileSync(path.join(dir, file), 'utf8')
      .replace(/^log .*$/gm, '')
      .replace(/^(witness\s+)(\S+)(\s+)([0-9a-f]{64})/gm, (_, start, name, space, hexKey) => {
        const key = Buffer.from(hexKey, 'hex');
        const vkey = `${name}+${keyHash(name, 4, key)}+${Buffer.concat([Uint8Array.of(4), key]).toString('base64')}`;
        return `${start}${name}${space}${vkey}`;
      });
    const parsed = parsePolicy(text);
    if (!parsed.ok) throw new Error(`line ${parsed.line}: ${parsed.reason}`);
    expect(parsed.policy.quorum).toBe('quorum-rule');
    expect(parsed.policy.witnesses.length).toBe(text.match(/^witness /gm)?.length);
  });
});

it('notes of public logs are notes here as well', () => {
  // The example of c2sp.org/signed-note, with its published key.
  const note = parseNote(
    utf8(
      'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
    ),
  );
  const key = noteKey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k');
  const [line] = note.signatures;
  expect(line).toMatchObject({ name: key.name, keyHash: key.keyHash });
  expect(key.key.verify(note.text, line?.body ?? new Uint8Array())).toBe(true);
});
