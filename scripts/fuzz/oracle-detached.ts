// Rules D and R of the oracle (oracle.ts): what a bundle may say beside its manifest, and what the auditor requires of that. Genuine is
// what stands in the original, or in the second bundle of the mutant if that is about the same tree head: a ledger may have signed one
// head twice.

import { hash } from 'node:crypto';
import { prefixed, tagged } from '../../exporter/derive.js';
import { canonicalize, isObject } from '../../src/base/json.js';
import {
  isOneOf,
  isSame,
  noteOf,
  objectLines,
  objectOf,
  textLines,
  tokensOver,
} from './evidence.js';
import { readJson } from './json.js';
import type { Mutant } from './mutate.js';
import type { Files } from './zip.js';

const NONE = new Uint8Array(0);
const HASHES = ['sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-384', 'sha3-512'] as const;

/** Rule D. */
export function detachedReason(mutant: Mutant, original: Files, files: Files): string | undefined {
  const attestation = files.get('attestation.dsse.json');
  if (attestation === undefined) return 'D: no attestation';
  if (!mutant.signedAnew) {
    // Two bundles of one manifest may be attested with different claims.
    const manifest = original.get('manifest.json');
    const genuine = [original, mutant.donor.files].filter((each) =>
      isSame(each?.get('manifest.json'), manifest),
    );
    if (!genuine.some((each) => isSame(each?.get('attestation.dsse.json'), attestation)))
      return 'D: the attestation differs';
  }
  const consistency = new Set(
    genuineOf(mutant, original).flatMap((each) => textLines(each.get('proof/consistency.jsonl'))),
  );
  return (
    checkpointReason(mutant, original, files) ??
    disclosureReason(files) ??
    (textLines(files.get('proof/consistency.jsonl')).every((line) => consistency.has(line))
      ? undefined
      : 'D: an unknown consistency line') ??
    imprintReason(mutant, files)
  );
}

/** The original, and the second bundle if it states the same tree head. */
function genuineOf({ donor }: Mutant, original: Files): Files[] {
  const [text] = noteOf(original.get('checkpoint'));
  const isSameHead =
    donor.files !== undefined && text !== '' && noteOf(donor.files.get('checkpoint'))[0] === text;
  return isSameHead && donor.files !== undefined ? [original, donor.files] : [original];
}

function checkpointReason(mutant: Mutant, original: Files, files: Files): string | undefined {
  const [text, ...lines] = noteOf(files.get('checkpoint'));
  if (text === '' || text !== noteOf(original.get('checkpoint'))[0])
    return 'D: the checkpoint says something else';
  const genuine = genuineOf(mutant, original).map((each) =>
    noteOf(each.get('checkpoint')).slice(1),
  );
  const known = new Set(genuine.flat());
  const vkeys = Buffer.from(mutant.trustRoot ?? NONE).toString('utf8');
  for (const line of lines) {
    const [, name = '', base64 = ''] = line.split(' ');
    const vkey = `${name}+${Buffer.from(base64, 'base64').subarray(0, 4).toString('hex')}+`;
    if (!known.has(line) && vkeys.includes(vkey)) return 'D: another line of a known key';
  }
  const own = genuine.map((each) => ownLines(text, each));
  const isThere = (line: string): boolean => lines.filter((each) => each === line).length === 1;
  return own.some((each) => each.every(isThere))
    ? undefined
    : 'D: an own line is missing or there twice';
}

function ownLines(text: string, lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.startsWith(`— ${text.slice(0, text.indexOf('\n'))} `));
}

/** Every disclosure opens a commitment of its record under its own name, once, and is neither erased nor forbidden. */
function disclosureReason(files: Files): string | undefined {
  const records = new Map(
    objectLines(files, 'records.jsonl').map((record) => [record['sequence'], record]),
  );
  const erased = new Set<string>();
  for (const { type, data } of records.values()) {
    if (type !== 'erasure' || !isObject(data) || !Array.isArray(data['fields'])) continue;
    for (const field of data['fields']) erased.add(`${data['sequence']} ${String(field)}`);
  }
  const named = objectOf(files.get('manifest.json'))?.['authorization'];
  const id = isObject(named) ? named['record_id'] : undefined;
  const decision = [...records.values()].find(
    ({ record_id, type }) => record_id === id && type === 'export',
  )?.['data'];
  const allowed = isObject(decision) ? decision['disclosures'] : undefined;
  const seen = new Set<string>();
  for (const { sequence, disclosures } of objectLines(files, 'disclosures.jsonl')) {
    const sealed = records.get(sequence)?.['sealed'];
    if (!Array.isArray(disclosures) || !isObject(sealed)) return 'D: disclosures of no record';
    for (const text of disclosures.map(String)) {
      const opened = readJson(Buffer.from(text, 'base64url'));
      const name = Array.isArray(opened) ? String(opened[1]) : '';
      if (sealed[name] !== prefixed(tagged('softqcos/commitment/v1', text)))
        return 'D: an unknown disclosure';
      if (seen.has(text)) return 'D: a disclosure twice';
      if (erased.has(`${sequence} ${name}`)) return 'D: an erased field is disclosed';
      if (allowed !== undefined && !(Array.isArray(allowed) && allowed.includes(name)))
        return 'D: a disclosure that nobody allowed';
      seen.add(text);
    }
  }
  return undefined;
}

/** Every token holds a hash of what it stands for. */
function imprintReason({ options }: Mutant, files: Files): string | undefined {
  // What exceeds a lowered limit is not judged.
  if (options.limits !== undefined) return undefined;
  const [text, ...lines] = noteOf(files.get('checkpoint'));
  const envelope = objectOf(files.get('attestation.dsse.json'));
  const signatures = Array.isArray(envelope?.['signatures']) ? envelope['signatures'] : [];
  const over = {
    checkpoint: Buffer.from(
      `${text}\n${ownLines(text, lines)
        .map((line) => `${line}\n`)
        .join('')}`,
      'utf8',
    ),
    attestation: Buffer.concat(
      signatures.map((each) => Buffer.from(String(isObject(each) ? each['sig'] : ''), 'base64')),
    ),
  };
  for (const what of ['checkpoint', 'attestation'] as const) {
    const imprints = HASHES.map((name) => hash(name, over[what], 'buffer'));
    const wrong = tokensOver(files, what).some(
      (token) =>
        ![Buffer.from(token), textOf(token)].some((bytes) =>
          imprints.some((imprint) => bytes.includes(imprint)),
        ),
    );
    if (wrong) return `D: a token that is not over the ${what}`;
  }
  return undefined;
}

/** What a token in PEM or base64 decodes to; such a one does not count, and need not fail. */
function textOf(token: Uint8Array): Buffer {
  const text = Buffer.from(token)
    .toString('latin1')
    .replace(/-----[A-Z0-9 ]+-----/g, '');
  return Buffer.from(text.replace(/\s+/g, ''), 'base64');
}

/** Rule R. */
export function requirementReason(
  mutant: Mutant,
  original: Files,
  files: Files,
): string | undefined {
  const { trustRoot, options } = mutant;
  const root = objectOf(trustRoot);
  const words = root?.['requirements'];
  const required = new Set<string>([
    ...(options.requirements ?? []),
    ...(Array.isArray(words) ? words.map(String) : []),
  ]);
  const genuine = genuineOf(mutant, original);
  if (required.has('timestamp')) {
    for (const over of ['checkpoint', 'attestation'] as const) {
      const known = genuine.flatMap((each) => tokensOver(each, over));
      if (!tokensOver(files, over).some((token) => isOneOf(token, known)))
        return `R: no time stamp over the ${over}`;
    }
  }
  if (required.has('witnesses')) {
    const [text, ...lines] = noteOf(files.get('checkpoint'));
    const known = new Set(genuine.flatMap((each) => noteOf(each.get('checkpoint')).slice(1)));
    const own = new Set(ownLines(text, lines));
    const names = new Set(
      lines.filter((line) => known.has(line) && !own.has(line)).map((line) => line.split(' ')[1]),
    );
    const quorum = Number(/group \S+ (\d+)/.exec(String(root?.['witness_policy']))?.[1] ?? 1);
    if (names.size < quorum) return 'R: not enough cosignatures';
  }
  if (required.has('record-signatures')) {
    const signed = new Set(
      objectLines(files, 'signatures.jsonl').map((line) => canonicalize(line['sequence'] ?? null)),
    );
    if (
      objectLines(files, 'records.jsonl').some(
        ({ sequence }) => !signed.has(canonicalize(sequence ?? null)),
      )
    )
      return 'R: a record is not signed';
  }
  return undefined;
}
