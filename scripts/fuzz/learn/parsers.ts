// Each parser on its own. What it takes is held to something that shares no line with it: a naive reader, the form written anew, or the
// runtime's own parser.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openArchive } from '../../../src/archive/archive.js';
import { sourceFromBytes } from '../../../src/archive/source.js';
import { surveyZip } from '../../../src/archive/survey.js';
import { EvidenceError, VerifierError } from '../../../src/base/errors.js';
import { canonicalize, type Json, parseCanonical } from '../../../src/base/json.js';
import { parseStrict } from '../../../src/base/json-strict.js';
import { SUPPORT } from '../../../src/base/limits.js';
import { parseAttestation } from '../../../src/bundle/attestation.js';
import { parseCheckpoint } from '../../../src/bundle/checkpoint.js';
import { parseDisclosure } from '../../../src/bundle/disclosure.js';
import { parseHeldSelection } from '../../../src/bundle/held.js';
import { parseManifest } from '../../../src/bundle/manifest.js';
import { parseRecord } from '../../../src/bundle/record.js';
import { parseStub } from '../../../src/bundle/stub.js';
import { loadFramework } from '../../../src/frameworks/framework.js';
import { BatchVerifier } from '../../../src/merkle/batch.js';
import { treeHasher } from '../../../src/merkle/hasher.js';
import { parseSampleList } from '../../../src/papers/sample-list.js';
import { parseToken } from '../../../src/timestamp/token.js';
import { loadKeyText } from '../../../src/trust/key-text.js';
import { parsePolicy } from '../../../src/trust/policy.js';
import { loadTrustRoot } from '../../../src/trust/trust-root.js';
import { loadVkey, parseVkey } from '../../../src/trust/vkey.js';
import { parseCsvReport } from '../../../src/vendor-report/csv-report.js';
import { parseReport } from '../../../src/vendor-report/vendor-report.js';
import { parseCertificate } from '../../../src/x509/certificate.js';
import { decodeDer } from '../../../src/x509/der.js';
import { readForward } from '../../../test/support/forward-reader.js';
import { mutateDer, readDer, writeDer } from '../der.js';
import { mutateValue, readJson } from '../json.js';
import { writeJson } from '../json-spelling.js';
import { mutateLines, splitLines } from '../lines.js';
import { mutateNote } from '../note.js';
import type { Random } from '../random.js';
import { readCentral } from '../zip.js';
import { writeLyingZip } from '../zip-lies.js';
import { havoc } from './havoc.js';
import { entries, seeds } from './seeds.js';
import type { Target } from './target.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const FRAMEWORKS = fileURLToPath(new URL('../../src/frameworks/', import.meta.url));

/** Half of the changes keep the form: they are past the first gate. */
const orHavoc =
  (change: (random: Random, input: Uint8Array) => Uint8Array): NonNullable<Target['mutate']> =>
  (random, input, other) => {
    const changed = random.chance(1, 2) ? change(random, input) : havoc(random, input, other);
    // Large ones are slow, and find little that small ones do not: few of them are tried.
    return changed.length > 20_000 && changed.length > 2 * input.length && !random.chance(1, 16)
      ? input
      : changed;
  };
const asJson = orHavoc((random, input) => {
  const value = readJson(input);
  return value === undefined ? input : writeJson(random, mutateValue(random, value).value);
});

/** Runs a parser of the operator's files: a VerifierError is an answer. */
function answered(parse: () => unknown): string | undefined {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof VerifierError || error instanceof EvidenceError)) throw error;
  }
  return undefined;
}

async function zip(input: Uint8Array): Promise<string | undefined> {
  const source = sourceFromBytes(input);
  const survey = await surveyZip(source, SUPPORT);
  if (survey.findings.length > 0) return undefined;
  const read = new Map<string, Uint8Array>();
  try {
    const archive = await openArchive(source, survey);
    for (const path of archive.entries.keys()) read.set(path, await archive.read(path, 2 ** 22));
  } catch (error) {
    if (error instanceof EvidenceError) return undefined;
    throw error;
  }
  const central = readCentral(input);
  if (central === undefined) return 'an ordinary reader cannot read what passed';
  const forward = readForward(input) ?? central;
  for (const [path, content] of read) {
    if (!isSame(content, central.get(path) ?? new Uint8Array(1)))
      return `another ${path} by the directory`;
    if (!isSame(content, forward.get(path) ?? new Uint8Array(1)))
      return `another ${path} from the front`;
  }
  return read.size === central.size ? undefined : 'another number of entries';
}

function json(input: Uint8Array): string | undefined {
  const parsed = parseCanonical(input);
  const strict = parseStrict(input);
  let plain: unknown;
  try {
    plain = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input));
  } catch {
    plain = undefined;
  }
  if (parsed.ok) {
    if (!strict.ok) return 'canonical, and not strict';
    if (canonicalize(parsed.value) !== text(input))
      return 'canonical, and another when written anew';
    if (sorted(plain) !== text(input)) return 'canonical, and another to the parser of the runtime';
  }
  if (strict.ok && JSON.stringify(strict.value) !== JSON.stringify(plain))
    return 'strict, and another value';
  return undefined;
}

/** A naive canonical form. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${sorted((value as Record<string, unknown>)[name])}`).join()}}`;
}

function line(parse: (line: { bytes: Uint8Array; number: number }) => unknown) {
  return (input: Uint8Array): string | undefined => {
    parse({ bytes: input, number: 1 });
    return undefined;
  };
}

function note(input: Uint8Array): string | undefined {
  try {
    const { note: parsed } = parseCheckpoint(input);
    const whole = Buffer.concat([
      parsed.text,
      Buffer.from('\n'),
      ...parsed.signatures.map(({ raw }) => raw),
    ]);
    return isSame(whole, input) ? undefined : 'a note that is another when its parts are joined';
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return undefined;
  }
}

function der(input: Uint8Array): string | undefined {
  const decoded = decodeDer(input);
  parseCertificate(input);
  parseToken(input);
  if (!decoded.ok) return undefined;
  const nodes = readDer(input);
  if (nodes === undefined) return undefined;
  return isSame(writeDer(nodes), input) ? undefined : 'DER that is another when written anew';
}

/** Two bytes of size, two of a mask of leaves, then hashes: the root is that of the recursion of docs/SPEC.md §6.1. */
function batch(input: Uint8Array): string | undefined {
  const [low = 0, high = 0, mask = 0] = input;
  const size = 1 + ((low + high * 256) % 40);
  const leaves = Array.from({ length: size }, (_, at) => at).filter(
    (at) => ((mask >> (at % 8)) & 1) === 1,
  );
  if (leaves.length === 0) leaves.push(size - 1);
  const hasher = treeHasher('sha256');
  const leafOf = (at: number): Uint8Array => hasher.leafHash(new Uint8Array(32).fill(at));
  const proof = input.subarray(3);
  const taker = (): (() => Uint8Array | undefined) => {
    let at = 0;
    return () => {
      const hash = proof.subarray(at, at + 32);
      at += 32;
      return hash.length === 32 ? hash : undefined;
    };
  };
  const take = taker();
  const root = (lo: number, hi: number): Uint8Array | undefined => {
    if (!leaves.some((at) => at >= lo && at < hi)) return take();
    if (hi - lo === 1) return leafOf(lo);
    let k = 1;
    while (k * 2 < hi - lo) k *= 2;
    const left = root(lo, lo + k);
    const right = left && root(lo + k, hi);
    return left && right && hasher.nodeHash(left, right);
  };
  const expected = root(0, size);
  const verifier = new BatchVerifier(hasher, size, taker());
  for (const at of leaves) if (!verifier.leaf(at, leafOf(at))) break;
  const result = verifier.finish();
  if (result.ok !== (expected !== undefined))
    return `the recursion ${expected ? 'has a' : 'has no'} root`;
  return result.ok && !isSame(result.root, expected ?? new Uint8Array(0))
    ? 'another root'
    : undefined;
}

function keys(input: Uint8Array): string | undefined {
  loadKeyText(text(input));
  const parsed = parseVkey(text(input));
  const loaded = loadVkey(text(input));
  return loaded.ok && !parsed.ok ? 'a key is loaded from what cannot be parsed' : undefined;
}

const files = (folder: string, ending: string): Uint8Array[] =>
  readdirSync(folder).flatMap((name) =>
    name.endsWith(ending) ? [readFileSync(join(folder, name))] : [],
  );
const lines = (path: string): Uint8Array[] =>
  entries(path).flatMap((content) => splitLines(content));
const tokens = (): Uint8Array[] => entries(/^timestamps\//);
const roots = (): Uint8Array[] => [
  ...files(FIXTURES, 'trust-root.json'),
  ...seeds().flatMap(({ trustRoot }) => trustRoot ?? []),
];
const texts = (pick: (root: Record<string, Json>) => readonly (Json | undefined)[]): Uint8Array[] =>
  roots().flatMap((root) =>
    pick(readJson(root) as Record<string, Json>).flatMap((each) =>
      typeof each === 'string' ? [Buffer.from(each)] : [],
    ),
  );
const keyTexts = (): Uint8Array[] =>
  [
    ...new Set(
      roots().flatMap(
        (root) => text(root).match(/"[^"]*\+[0-9a-f]{8}\+[^"]*"|"MC[A-Za-z0-9+/=]+"/g) ?? [],
      ),
    ),
  ].map((each) => Buffer.from(each.slice(1, -1)));

export const PARSERS: readonly Target[] = [
  {
    ...{ name: 'zip', about: ['src/archive/'], share: 2, run: zip },
    seeds: () => seeds().map(({ bundle }) => bundle),
    mutate: orHavoc((random, input) => {
      const read = readCentral(input);
      return read === undefined ? input : writeLyingZip(random, read).bytes;
    }),
    size: (input) =>
      [...(readCentral(input)?.values() ?? [])].reduce(
        (sum, { length }) => sum + length,
        input.length,
      ),
  },
  {
    ...{ name: 'json', about: ['src/base/json'], share: 2, run: json, mutate: asJson },
    seeds: () => [...entries('manifest.json'), ...lines('records.jsonl')],
  },
  {
    ...{
      name: 'record',
      about: ['src/bundle/record', 'src/bundle/erasure', 'src/bundle/document'],
      share: 2,
      run: line(parseRecord),
      mutate: asJson,
    },
    seeds: () => lines('records.jsonl'),
  },
  {
    ...{ name: 'stub', about: ['src/bundle/stub'], share: 1, run: line(parseStub), mutate: asJson },
    seeds: () => lines('stubs.jsonl'),
  },
  {
    ...{
      name: 'manifest',
      about: ['src/bundle/manifest', 'src/bundle/selection'],
      share: 1,
      mutate: asJson,
    },
    run: (input) => answered(() => [parseManifest(input), parseHeldSelection(input)]),
    seeds: () => entries('manifest.json'),
  },
  {
    ...{ name: 'disclosure', about: ['src/bundle/disclosure'], share: 1 },
    run: (input) => answered(() => parseDisclosure(text(input))),
    seeds: () =>
      lines('disclosures.jsonl').flatMap((each) => {
        const value = readJson(each) as { disclosures?: unknown } | undefined;
        return Array.isArray(value?.disclosures)
          ? value.disclosures.map((item) => Buffer.from(String(item)))
          : [];
      }),
  },
  {
    ...{
      name: 'note',
      about: ['src/bundle/note', 'src/bundle/checkpoint', 'src/bundle/cosignature'],
      share: 1,
      run: note,
    },
    seeds: () => entries('checkpoint'),
    mutate: orHavoc((random, input) => mutateNote(random, input).bytes),
  },
  {
    ...{ name: 'dsse', about: ['src/bundle/attestation'], share: 1, mutate: asJson },
    run: (input) => answered(() => parseAttestation(input)),
    seeds: () => entries('attestation.dsse.json'),
  },
  {
    ...{
      name: 'der',
      about: ['src/x509/', 'src/timestamp/token', 'src/timestamp/tst-info'],
      share: 2,
      run: der,
      seeds: tokens,
    },
    mutate: orHavoc((random, input) => mutateDer(random, input).bytes),
  },
  {
    ...{ name: 'batch', about: ['src/merkle/batch.ts'], share: 1, run: batch },
    seeds: () =>
      [0, 7, 25, 39].map((size) =>
        Buffer.concat([Uint8Array.of(size, 0, 0x15), new Uint8Array(32 * 40).fill(size)]),
      ),
  },
  {
    ...{ name: 'policy', about: ['src/trust/policy'], share: 1 },
    run: (input) => answered(() => parsePolicy(text(input))),
    seeds: () => texts((root) => [root['witness_policy'] ?? undefined]),
  },
  {
    ...{ name: 'trust-root', about: ['src/trust/'], share: 2, mutate: asJson, seeds: roots },
    run: (input) => answered(() => loadTrustRoot(input)),
  },
  {
    ...{
      name: 'keys',
      about: ['src/trust/key-text', 'src/trust/vkey', 'src/trust/private-material'],
      share: 1,
      run: keys,
      seeds: keyTexts,
    },
  },
  {
    ...{ name: 'csv', about: ['src/vendor-report/csv', 'src/papers/sample-list'], share: 1 },
    run: (input) => answered(() => [parseCsvReport(input), parseSampleList(input)]),
    seeds: () => [
      ...entries(/^attachments\/.*\.csv$/),
      Buffer.from('record_id\r\n"rec_1"\r\nrec_2\n'),
      Buffer.from('a,b\n=1+1,-2\n"x ""y""",\n'),
    ],
    mutate: orHavoc((random, input) => mutateLines(random, input).bytes),
  },
  {
    ...{
      name: 'vendor-report',
      about: ['src/vendor-report/vendor-report', 'src/vendor-report/report-time'],
      share: 1,
      mutate: asJson,
    },
    run: (input) => answered(() => parseReport(input)),
    seeds: () => entries(/^attachments\/.*\.json$/),
  },
  {
    ...{
      name: 'framework',
      about: ['src/frameworks/framework', 'src/frameworks/selector'],
      share: 1,
      mutate: asJson,
    },
    run: (input) => answered(() => loadFramework(input)),
    seeds: () => files(FRAMEWORKS, '.json'),
  },
];
