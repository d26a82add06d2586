// May this mutant pass? Decided from its bytes and those of the bundle it was made from, with readers of its own and node:crypto, and
// never from anything that the verifier says. It answers with a reason why a pass would be false, or undefined. Strict: what it cannot
// read may not pass. The rules:
//
//  Z  The zip is read twice, by its directory and from its first byte on (test/support/forward-reader.ts); names and contents agree.
//  M  `manifest.json` has the bytes of the original, or was signed anew with the attester's test keys (rule A).
//  L  Every entry that the manifest lists is there with the bytes and the SHA3-256 stated, and `counts` are the numbers of lines.
//  D  Every other entry is detached, and says nothing that is not genuine. Genuine is what stands in the original, or in the second
//     bundle that the mutant took pieces from if it is about the same tree head.
//     checkpoint: there, with the original's text; each of its lines is genuine, or bears a name and key id that no vkey of the trust
//     root has; both own lines of one genuine checkpoint are there, none twice.
//     attestation.dsse.json: there, with the bytes of the original or of another attestation of the same manifest (or signed anew).
//     disclosures.jsonl: every disclosure opens the commitment of its own name in the record of that sequence, none twice, none that
//     a shown erasure erased, none that the authorisation does not allow.
//     proof/consistency.jsonl: every line is genuine.
//     tokens: each holds a hash of what it is over (one that merely does not count leaves no trace in a verdict).
//  R  Requirements: `timestamp` asks for a token over both with TSTInfo, signed attributes and signature of a genuine one; `witnesses`
//     for as many genuine cosignature lines as the quorum counts; `record-signatures` for a line for every shown record (it is under
//     rule L or A).
//  A  Signed anew: the attester may choose what to show, not what happened. Every record line is the original's of that sequence, every
//     stub has the record hash that the original has there, an erased stub is named by a shown erasure of the whole record, every record
//     signature is one of the original's; a selection by ids or sequence is there in full; and with the requirement `completeness` every
//     record of the original that lies in a period is there. An authorisation is an ALLOW for this bundle id and selection.
//  B  A bundle that did not pass may pass after a mutation only if its zip or its detached entries were changed: then its fault may have
//     been there. (So a fault in what is signed can never be mutated away.) Its own rules are those of a bundle that passes.
//
// Equivalent by the specification, and so not looked at: zip times and ignored attributes, method and order of entries, directory
// entries, comments and extra fields of entries, lines of unknown keys, certificates and unsigned attributes of tokens.

import { prefixed, sha3 } from '../../exporter/derive.js';
import { canonicalize, isObject } from '../../src/base/json.js';
import { readForward } from '../../test/support/forward-reader.js';
import { isSame, objectOf } from './evidence.js';
import { splitLines } from './lines.js';
import type { Mutant } from './mutate.js';
import { detachedReason, requirementReason } from './oracle-detached.js';
import { signedAnewReason } from './oracle-signed-anew.js';
import { type Files, readCentral } from './zip.js';

const DETACHED =
  /^(?:checkpoint|proof\/consistency\.jsonl|attestation\.dsse\.json|disclosures\.jsonl|timestamps\/(?:checkpoint|attestation)\.(?:0|[1-9]\d{0,3})\.tsr)$/;
const NONE = new Uint8Array(0);

/** Why a pass of this mutant would be false; undefined if it may pass. */
export function falsePass(mutant: Mutant): string | undefined {
  const original = mutant.base.files;
  const files = readBoth(mutant.bytes);
  if (typeof files === 'string') return files;
  if (original === undefined) return 'the original cannot be read';
  return (
    (mutant.base.verdict === 'pass' ? undefined : stillWrong(mutant, original, files)) ??
    listedReason(mutant, original, files) ??
    detachedReason(mutant, original, files) ??
    requirementReason(mutant, original, files) ??
    (mutant.signedAnew ? signedAnewReason(mutant, original, files) : undefined)
  );
}

/** Rule Z. */
function readBoth(zip: Uint8Array): Files | string {
  const files = readCentral(zip);
  if (files === undefined) return 'Z: the directory cannot be read';
  let forward: ReadonlyMap<string, Uint8Array> | undefined;
  try {
    forward = readForward(zip);
  } catch {
    return 'Z: the local headers cannot be read';
  }
  // Undefined: a stored entry with a descriptor, which no reader can read forwards.
  if (forward === undefined) return files;
  if (forward.size !== files.size) return 'Z: two readers see another number of entries';
  for (const [name, content] of files) {
    if (!isSame(forward.get(name), content)) return `Z: two readers see another ${name}`;
  }
  return files;
}

/** Rule B. */
function stillWrong({ base, bytes }: Mutant, original: Files, files: Files): string | undefined {
  if (Buffer.compare(base.bundle, bytes) === 0) return 'B: nothing was changed';
  const detached = (all: Files): string[] =>
    [...all]
      .filter(([name]) => DETACHED.test(name))
      .map(([name, content]) => `${name} ${prefixed(sha3(content))}`)
      .sort();
  const unlisted = (all: Files): string[] => [...all.keys()].sort();
  const sameZip = readBoth(base.bundle) instanceof Map && !/archive|zip/.test(base.name);
  return sameZip &&
    `${detached(original)} ${unlisted(original)}` === `${detached(files)} ${unlisted(files)}`
    ? 'B: the fault is in what is signed'
    : undefined;
}

/** Rules M and L. */
function listedReason({ signedAnew }: Mutant, original: Files, files: Files): string | undefined {
  const bytes = files.get('manifest.json');
  if (!signedAnew && !isSame(bytes, original.get('manifest.json')))
    return 'M: the manifest differs';
  const manifest = objectOf(bytes);
  if (
    manifest === undefined ||
    Buffer.from(bytes ?? NONE).toString('utf8') !== canonicalize(manifest)
  )
    return 'M: the manifest is not canonical';
  const listed = new Set<string>(['manifest.json']);
  for (const entry of Array.isArray(manifest['entries']) ? manifest['entries'] : []) {
    if (!isObject(entry)) return 'L: an item of entries is no object';
    const path = String(entry['path']);
    const content = files.get(path);
    if (listed.has(path)) return `L: ${path} is listed twice`;
    if (content === undefined) return `L: ${path} is not there`;
    if (content.length !== entry['bytes'] || prefixed(sha3(content)) !== entry['digest'])
      return `L: ${path} is another`;
    listed.add(path);
  }
  const counts = manifest['counts'];
  const lines = (path: string): number => splitLines(files.get(path) ?? NONE).length;
  if (
    !isObject(counts) ||
    counts['records'] !== lines('records.jsonl') ||
    counts['stubs'] !== lines('stubs.jsonl')
  )
    return 'L: the counts are wrong';
  if (!listed.has('records.jsonl')) return 'L: records.jsonl is not listed';
  const stray = [...files.keys()].find((name) => !listed.has(name) && !DETACHED.test(name));
  return stray === undefined ? undefined : `L: nobody vouches for ${stray}`;
}
