// Appendix B of docs/SPEC.md: constructions that Appendix A does not reach, from bundles of fixtures/cases/valid. Every value is
// computed here from the entries, and every signature and root is verified before it is printed.

import { readFileSync } from 'node:fs';
import { parseBase64, parseHex, toHex, utf8 } from '../../src/base/encoding.js';
import { parseCanonical } from '../../src/base/json.js';
import { parseNote } from '../../src/bundle/note.js';
import { hash } from '../../src/crypto/digest.js';
import { loadPublicKey } from '../../src/crypto/signature.js';
import { rootsFromConsistencyProof } from '../../src/merkle/consistency.js';
import { treeHasher } from '../../src/merkle/hasher.js';
import { rootFromInclusionProof } from '../../src/merkle/inclusion.js';
import { parseToken } from '../../src/timestamp/token.js';
import { parsePolicy, quorumTime } from '../../src/trust/policy.js';
import { loadVkey } from '../../src/trust/vkey.js';
import { unzip } from '../unzip.js';
import { fenced, need, same } from './words.js';

const CASES = new URL('../../fixtures/cases/', import.meta.url);
type Entries = ReadonlyMap<string, Buffer>;
type TrustRoot = {
  readonly recorders: readonly { readonly keys: readonly { readonly ml_dsa_65: string }[] }[];
  readonly witness_policy: string;
};

/** The whole appendix. */
export async function renderVectors(): Promise<string> {
  const open = (name: string): Promise<Entries> =>
    unzip(readFileSync(new URL(`valid/${name}/bundle.zip`, CASES)));
  const trust = JSON.parse(readFileSync(new URL('trust-root.json', CASES), 'utf8')) as TrustRoot;
  return [
    renderRecordSignature(await open('record-signatures'), trust),
    renderCosignature(await open('witnesses'), trust),
    renderQuorumTime(trust),
    renderConsistency(await open('consistency')),
    renderSha256(await open('sha256-suite')),
    renderToken(await open('timestamps')),
    renderForms(),
    renderEd25519(),
  ].join('\n\n');
}

const linesOf = (entries: Entries, path: string): string[] =>
  need(entries.get(path)).toString().split('\n').slice(0, -1);

const recordHashOf = (line: string): Uint8Array =>
  hash('sha3-256', utf8('softqcos/record/v1\0'), utf8(line));

const bare = (digest: string): Uint8Array => need(parseHex(need(digest.split(':')[1]), 32));

function renderRecordSignature(entries: Entries, trust: TrustRoot): string {
  const { sequence, signature, key_id } = JSON.parse(need(linesOf(entries, 'signatures.jsonl')[0]));
  const line = need(
    linesOf(entries, 'records.jsonl').find((one) => JSON.parse(one).sequence === sequence),
  );
  const message = Buffer.concat([utf8('softqcos/record-signature/v1\0'), recordHashOf(line)]);
  const spki = need(parseBase64(need(trust.recorders[0]?.keys[0]).ml_dsa_65));
  same(toHex(hash('sha256', spki)), key_id);
  const key = loadPublicKey('ML-DSA-65', spki.subarray(22));
  if (!key.ok || !key.key.verifyOnce(message, need(parseBase64(signature))))
    throw new Error('the record signature does not verify');
  return [
    '### B.1 A record signature',
    `The line for sequence ${sequence} in \`signatures.jsonl\` of \`valid/record-signatures\`. What is signed are ${message.length} bytes, the tag, a zero byte and the record hash:`,
    fenced(message.toString('hex')),
    `The signature of 3309 bytes verifies under the key ${key_id} and begins with ${signature.slice(0, 32)}.`,
  ].join('\n\n');
}

function renderCosignature(entries: Entries, trust: TrustRoot): string {
  const note = parseNote(need(entries.get('checkpoint')));
  const keys = [...trust.witness_policy.matchAll(/\S+\+[0-9a-f]{8}\+\S+/g)].map(([vkey]) =>
    loadVkey(vkey, [0x04, 0x06]),
  );
  for (const { name, body, raw } of note.signatures) {
    const found = keys.find((key) => key.ok && key.noteKey.name === name && key.noteKey.type === 4);
    if (found?.ok !== true) continue;
    const time = Buffer.from(body).readBigUInt64BE(0);
    const message = Buffer.concat([utf8(`cosignature/v1\ntime ${time}\n`), note.text]);
    if (!found.noteKey.key.verifyOnce(message, body.subarray(8)))
      throw new Error('the cosignature does not verify');
    return [
      '### B.2 A cosignature of type 0x04',
      `A line of the checkpoint of \`valid/witnesses\`:`,
      fenced(Buffer.from(raw).toString().trimEnd()),
      `Its base64 is four bytes of key id, ${found.noteKey.keyHash}, eight of time, ${time}, and 64 of signature. The message is`,
      fenced(message.toString().trimEnd()),
      `with an LF at the end of each line, ${message.length} bytes:`,
      fenced(message.toString('hex')),
    ].join('\n\n');
  }
  throw new Error('no cosignature of type 0x04');
}

function renderQuorumTime({ witness_policy: text }: TrustRoot): string {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  const rows = COSIGNATURES.map((times) => {
    const verified = new Map(Object.entries(times).map(([name, time]) => [name, BigInt(time)]));
    const result = quorumTime(parsed.policy, verified);
    const said =
      result === undefined
        ? 'no quorum'
        : result === 'untimed'
          ? 'quorum, no time'
          : String(result);
    const given = Object.entries(times)
      .map(([name, time]) => `${name} at ${time}`)
      .join(', ');
    return `| ${given} | ${said} |`;
  });
  return [
    '### B.3 The time of a quorum',
    'Under the policy that follows, whose three keys are left out,',
    fenced(text.replace(/ \S+\+[0-9a-f]{8}\+\S+/g, ' <vkey>').trimEnd()),
    'the verified cosignatures on the left give the time T of [12.3](#123-when-a-key-counts) on the right:',
    ['| cosignatures | T |', '| --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}

/** Not a power of two, whose root the path would leave out. */
const isUneven = (size: number): boolean => (size & (size - 1)) !== 0;

function renderConsistency(entries: Entries): string {
  const { tree_head: head } = JSON.parse(need(entries.get('manifest.json')).toString());
  const line = JSON.parse(
    need(
      linesOf(entries, 'proof/consistency.jsonl').find((one) =>
        isUneven(JSON.parse(one).tree_size),
      ),
    ),
  );
  const path = (line.path as string[]).map((one) => need(parseHex(one, 32)));
  const roots = rootsFromConsistencyProof(
    treeHasher('sha3-256'),
    line.tree_size,
    head.tree_size,
    bare(line.root_hash),
    path,
  );
  same(toHex(need(roots).first), toHex(bare(line.root_hash)));
  same(toHex(need(roots).second), toHex(bare(head.root_hash)));
  return [
    '### B.4 A consistency proof',
    `From ${line.tree_size} to ${head.tree_size} leaves, of \`valid/consistency\`. The path is`,
    fenced(...line.path),
    'By RFC 9162 §2.1.4.2 it gives the root of the line and that of the tree head:',
    fenced(toHex(bare(line.root_hash)), toHex(bare(head.root_hash))),
  ].join('\n\n');
}

function renderSha256(entries: Entries): string {
  const { tree_head: head } = JSON.parse(need(entries.get('manifest.json')).toString());
  const record = need(linesOf(entries, 'records.jsonl')[0]);
  const { sequence } = JSON.parse(record);
  const { path } = JSON.parse(
    need(
      linesOf(entries, 'proof/paths.jsonl').find((one) => JSON.parse(one).sequence === sequence),
    ),
  ) as { path: string[] };
  const hasher = treeHasher('sha256');
  const recordHash = recordHashOf(record);
  const leaf = hasher.leafHash(recordHash);
  const hashes = path.map((one) => need(parseHex(one, 32)));
  const root = rootFromInclusionProof(hasher, sequence, head.tree_size, leaf, hashes);
  same(toHex(need(root)), toHex(bare(head.root_hash)));
  return [
    '### B.5 The suite with SHA-256',
    `Record ${sequence} of ${head.tree_size} of \`valid/sha256-suite\`: its record hash (SHA3-256), its leaf hash (SHA-256 of 00 and the record hash), its path, and the root.`,
    fenced(
      toHex(recordHash),
      toHex(leaf),
      ...path.map((one) => `  ${one}`),
      toHex(bare(head.root_hash)),
    ),
    `\`root_hash\` of the manifest is \`${head.root_hash}\`.`,
  ].join('\n\n');
}

function renderToken(entries: Entries): string {
  const name = need([...entries.keys()].find((one) => one.startsWith('timestamps/checkpoint.')));
  const bytes = need(entries.get(name));
  const parsed = parseToken(bytes);
  if (!parsed.ok) throw new Error(parsed.reason);
  const note = parseNote(need(entries.get('checkpoint')));
  const [origin] = Buffer.from(note.text).toString().split('\n');
  const own = note.signatures.filter((line) => line.name === origin).map(({ raw }) => raw);
  const over = Buffer.concat([note.text, utf8('\n'), ...own]);
  const imprint = hash('sha256', over);
  same(toHex(imprint), toHex(parsed.token.tstInfo.imprint));
  const [signed] = parsed.token.signer.signedOctets;
  return [
    '### B.6 A token',
    `\`${name}\` of \`valid/timestamps\` has ${bytes.length} bytes, with the SHA-256`,
    fenced(toHex(hash('sha256', bytes))),
    `It is over ${over.length} bytes, the note text, an LF and the ledger's ${own.length} lines; its imprint is their SHA-256:`,
    fenced(toHex(imprint)),
    `What its signer signed are ${need(signed).length} bytes, the signed attributes as received, whose first byte A0 is 31 instead:`,
    fenced(toHex(need(signed))),
    `In them the message digest is the SHA-256 of the TSTInfo of ${parsed.token.content.length} bytes: \`${toHex(hash('sha256', parsed.token.content))}\`.`,
  ].join('\n\n');
}

/** Texts that look right, and why they are not canonical or no JSON (§1.4). */
const FORMS: readonly (readonly [text: string, why: string])[] = [
  ['{"b":1,"a":2}', 'names are not in order'],
  ['{"a":1, "b":2}', 'white space'],
  ['{"a":1.0}', 'the number is 1'],
  ['{"a":1e3}', 'the number is 1000'],
  ['{"a":-0}', 'the number is 0'],
  ['{"a":"\\u0041"}', 'the string is A'],
  ['{"a":"\\/"}', 'the solidus is not escaped'],
  ['{"a":"\\u001F"}', 'the escape has lower-case digits'],
  ['{"a":1,"a":1}', 'a name twice'],
  ['{"\\ud83d\\ude00":1}', 'the name is written as itself'],
  [
    '{"\uffff":1,"😀":2}',
    'names are in the order of UTF-16 units, by which U+1F600 is before U+FFFF',
  ],
  ['{"a":9007199254740992}', 'no JSON: 2^53'],
  ['{"a":"\\ud83d"}', 'no JSON: a lone surrogate'],
  ['\ufeff{}', 'no JSON: a byte-order mark'],
  ['{"a":1}{}', 'no JSON: two values'],
  ['{"a":NaN}', 'no JSON: no such literal'],
];
const CANONICAL = [
  '{"a":1e+21}',
  '{"a":1e-7}',
  '{"a":"\\u001f"}',
  '{"😀":2,"\uffff":1}',
  '{"a":"\u007f"}',
];

function renderForms(): string {
  const rows = FORMS.map(([text, why]) => {
    const parsed = parseCanonical(utf8(text));
    if (parsed.ok || why.startsWith('no JSON') !== (parsed.value === undefined))
      throw new Error(`${text} is not refused so`);
    return `| \`${text.replace('\ufeff', '<EF BB BF>').replace('\uffff', '<EF BF BF>')}\` | ${why} |`;
  });
  const kept = CANONICAL.filter((text) => !text.includes('1e+21'));
  for (const text of kept)
    if (!parseCanonical(utf8(text)).ok) throw new Error(`${text} is refused`);
  if (parseCanonical(utf8('{"a":1e+21}')).ok) throw new Error('1e+21 is accepted');
  return [
    '### B.7 Forms that are refused',
    ['| text | why |', '| --- | --- |', ...rows].join('\n'),
    `Canonical are ${kept.map((text) => `\`${text.replace('\uffff', '<EF BF BF>').replace('\u007f', '<7F>')}\``).join(', ')}. \`{"a":1e+21}\` is in the form of RFC 8785 and no JSON here: its value is whole and beyond 2^53 − 1.`,
  ].join('\n\n');
}

/** RFC 8032 §7.1, test 2: the byte 72. */
const TEST_2 = {
  key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  message: '72',
  signature:
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
};
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

function renderEd25519(): string {
  const key = loadPublicKey('Ed25519', need(parseHex(TEST_2.key, 32)));
  if (!key.ok) throw new Error(key.reason);
  const message = need(parseHex(TEST_2.message, 1));
  const signature = need(parseHex(TEST_2.signature, 64));
  const half = (hex: string): bigint =>
    BigInt(`0x${Buffer.from(hex, 'hex').reverse().toString('hex')}`);
  const scalar = (value: bigint): string =>
    Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse().toString('hex');
  const beyond = TEST_2.signature.slice(0, 64) + scalar(half(TEST_2.signature.slice(64)) + ORDER);
  const small = `01${'00'.repeat(63)}`;
  const rows = [
    ['RFC 8032 §7.1, test 2', TEST_2.signature, true],
    ['the same with S + L (step 2)', beyond, false],
    ['R the neutral point, S = 0 (step 3)', small, false],
  ] as const;
  for (const [what, hex, expected] of rows)
    if (key.key.verifyOnce(message, need(parseHex(hex, 64))) !== expected) throw new Error(what);
  if (!key.key.verifyOnce(message, signature)) throw new Error('test 2');
  const refused = [
    '0100000000000000000000000000000000000000000000000000000000000000',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ];
  for (const hex of refused)
    if (loadPublicKey('Ed25519', need(parseHex(hex, 32))).ok) throw new Error(`key ${hex}`);
  return [
    '### B.8 Edges of Ed25519',
    `Under the key \`${TEST_2.key}\`, of the one byte ${TEST_2.message}:`,
    [
      '| signature | what | verifies |',
      '| --- | --- | --- |',
      ...rows.map(([what, hex, ok]) => `| \`${hex}\` | ${what} | ${ok ? 'yes' : 'no'} |`),
    ].join('\n'),
    `Refused as keys are \`${refused[0]}\`, of small order, and \`${refused[1]}\`, whose y is not below the prime.`,
  ].join('\n\n');
}

/** Seconds; 0 states no time. */
const COSIGNATURES: readonly Readonly<Record<string, number>>[] = [
  { w1: 100, w2: 200, w3: 300 },
  { w1: 300, w3: 200 },
  { w1: 0, w2: 200, w3: 300 },
  { w1: 0, w2: 200 },
  { w2: 200 },
];
