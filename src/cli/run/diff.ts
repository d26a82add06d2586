// The verb `diff`: reads an old result, verifies the bundle again at its time, and compares (docs/MANUAL.md §14).

import { parseTime } from '../../base/encoding.js';
import { VerifierError } from '../../base/errors.js';
import type { JsonObject } from '../../base/json.js';
import { parseStrict } from '../../base/json-strict.js';
import { EXIT, type ExitCode, worstExit } from '../../catalogue/exit-codes.js';
import { REQUIREMENTS, type Requirement } from '../../catalogue/requirements.js';
import { differenceOf, oldTranscript } from '../../papers/difference.js';
import { renderDifference } from '../../papers/difference-text.js';
import { renderDocument } from '../../report/json.js';
import { exitOf } from '../../transcript/run.js';
import { readSmall, withBundle } from '../files.js';
import type { TrustFlags } from '../manner.js';
import { loadNamed, RESULT } from '../operator-file.js';
import type { Session } from '../session.js';
import { verifier } from '../verified.js';

export interface DiffFlags {
  readonly old: string;
  readonly bundle: string;
  readonly require: readonly Requirement[];
  readonly format: 'text' | 'json';
  readonly trust: TrustFlags;
}

/** A transcript with a list of records may be long: 64 MiB. */
const OLD_BYTES = 67_108_864;

/** Compares and prints. The exit code is that of the new run, and at least 3 if the result differs. */
export async function printDifference(
  { old, bundle, require, format, trust }: DiffFlags,
  io: Session,
): Promise<ExitCode> {
  const before = await readOld(old);
  const stated = before['at'];
  const at = trust.at ?? (typeof stated === 'string' ? parseTime(stated) : undefined);
  const listed = before['requirements'];
  const asked = REQUIREMENTS.filter((name) => Array.isArray(listed) && listed.includes(name));
  const verifyWith = await verifier({ ...trust, at }, io, [...asked, ...require]);
  const transcript = await withBundle(bundle, (source) => verifyWith(source, bundle));
  const difference = differenceOf(before, transcript);
  await io.print(
    format === 'json'
      ? renderDocument({ ...difference, transcript })
      : renderDifference(difference, transcript, io.style.width),
  );
  return worstExit([exitOf(transcript), ...(difference.same_result ? [] : [EXIT.unproven])]);
}

/** @throws VerifierError ERR_RESULT_INVALID */
async function readOld(file: string): Promise<JsonObject> {
  const bytes = await readSmall(file, OLD_BYTES, 'ERR_RESULT_INVALID');
  return loadNamed(file, bytes, RESULT, () => {
    const parsed = parseStrict(bytes);
    const transcript = parsed.ok ? oldTranscript(parsed.value) : undefined;
    if (transcript !== undefined) return transcript;
    const { is, hint } = RESULT;
    throw new VerifierError('ERR_RESULT_INVALID', `not ${is}`, { hint });
  });
}
