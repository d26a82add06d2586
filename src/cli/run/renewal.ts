// The verbs `renewal request` and `renewal add` (docs/MANUAL.md §19). Nothing is sent anywhere: the request is a file that somebody carries
// to an authority, and its reply is added only if it verifies over this very bundle and all renewals before it.

import { concat, toHex } from '../../base/encoding.js';
import { VerifierError } from '../../base/errors.js';
import { parseRenewals, renewedBytes } from '../../bundle/renewals.js';
import { EXIT, type ExitCode, worstExit } from '../../catalogue/exit-codes.js';
import { type DigestName, digestOf } from '../../crypto/digest.js';
import { hashOfSource } from '../../evidence/source-digest.js';
import { renewalLine } from '../../papers/renewal.js';
import { plainText } from '../../report/escape.js';
import { renderDocument } from '../../report/json.js';
import { replyHash, timestampRequest } from '../../timestamp/request.js';
import { exitOf } from '../../transcript/run.js';
import type { Transcript } from '../../transcript/transcript.js';
import { RENEWALS_BYTES } from '../asked-files.js';
import { readIfPresent, readSmall, withBundle } from '../files.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { declined, verifier } from '../verified.js';

interface RenewalFlags {
  readonly bundle: string;
  readonly format: 'text' | 'json';
  readonly trust: TrustFlags;
}

const CODE = 'ERR_RENEWALS_UNREADABLE';
const CHECK = 'time/renewals';
/** A reply with a long path of certificates: 1 MiB, as in a bundle. */
const REPLY_BYTES = 1_048_576;

/** Writes a request. The exit code is that of the bundle: whoever renews evidence that fails keeps evidence that fails. */
export async function requestRenewal(
  flags: RenewalFlags & {
    readonly renewals: string | undefined;
    readonly hash: DigestName;
    readonly output: string;
  },
  io: Session,
): Promise<ExitCode> {
  const { bundle, renewals, hash, output, format, trust } = flags;
  const file = renewals === undefined ? undefined : await readSmall(renewals, RENEWALS_BYTES, CODE);
  const verifyWith = await verifier(trust, io, [], file === undefined ? {} : { renewals: file });
  const { transcript, ofBundle } = await withBundle(bundle, async (source) => ({
    transcript: await verifyWith(source, bundle),
    ofBundle: await hashOfSource(source, hash),
  }));
  if (file !== undefined && !passed(transcript))
    return declined(transcript, 'No request was written: the renewals so far do not verify.', io, {
      ...{ brief: 'no request', format },
      exit: worstExit([exitOf(transcript), EXIT.unproven]),
    });
  const before = file ?? new Uint8Array(0);
  const imprint = digestOf(hash, renewedBytes(ofBundle, digestOf(hash, before)));
  await io.outputs.write({ path: output, as: '--output' }, timestampRequest(hash, imprint));
  const generation = parseRenewals(before).renewals.length + 1;
  const exit = exitOf(transcript);
  const { verdict, summary, at } = transcript;
  const words = plainText(output);
  await io.stdout.write(
    format === 'json'
      ? renderDocument({
          format: 'softqcos.renewal-request/v1',
          ...{ exit, output, generation, hash, imprint: toHex(imprint), verdict, summary, at },
          bundle: { name: bundle, sha256: transcript.bundle.sha256 },
        })
      : [
          `Wrote the request for renewal ${generation} (${hash}): ${words}`,
          ...(io.style.quiet === true
            ? []
            : [
                `Carry it to an authority of the trust root, for example: curl -H 'Content-Type: application/timestamp-query' --data-binary @${words} URL > REPLY.tsr`,
                'Then: softqcos-verify renewal add, with --reply REPLY.tsr',
                bundleLine(transcript),
              ]),
          '',
        ].join('\n'),
  );
  return exit;
}

/** Adds a reply, if it and everything before it verify. */
export async function addRenewal(
  flags: RenewalFlags & { readonly renewals: string; readonly reply: string },
  io: Session,
): Promise<ExitCode> {
  const { bundle, renewals, reply, format, trust } = flags;
  const read = async (): Promise<Uint8Array> =>
    (await readIfPresent(renewals, RENEWALS_BYTES, CODE)) ?? new Uint8Array(0);
  const before = await read();
  const token = await readSmall(reply, REPLY_BYTES, CODE);
  const hash = replyHash(token);
  if (hash === undefined)
    throw new VerifierError(CODE, `${reply}: not a granted time stamp reply in DER`, {
      hint: 'pass the file as the authority sent it (application/timestamp-reply)',
    });
  const generation = parseRenewals(before).renewals.length + 1;
  const line = renewalLine(generation, hash, token);
  const verifyWith = await verifier(trust, io, [], { renewals: concat(before, line) });
  const transcript = await withBundle(bundle, (source) => verifyWith(source, bundle));
  const added = transcript.proves_until.renewals.at(-1);
  if (!passed(transcript) || added?.generation !== generation)
    return declined(transcript, 'Nothing was added: the renewal does not verify.', io, {
      ...{ brief: 'nothing added', format },
      exit: worstExit([exitOf(transcript), EXIT.unproven]),
    });
  await io.outputs.append({ path: renewals, as: '--renewals' }, line, { before, read });
  const exit = exitOf(transcript);
  const { verdict, summary, at } = transcript;
  const until = added.until === undefined ? 'with no end that is set' : `until ${added.until}`;
  await io.print(
    format === 'json'
      ? renderDocument({
          format: 'softqcos.renewal-added/v1',
          ...{ exit, renewals, renewal: added, verdict, summary, at },
          bundle: { name: bundle, sha256: transcript.bundle.sha256 },
        })
      : [
          `Added renewal ${generation} to ${plainText(renewals)}: ${added.at} by ${plainText(added.authority)}, expected to hold ${until}`,
          ...(io.style.quiet === true && exit === 0 ? [] : [bundleLine(transcript)]),
          '',
        ].join('\n'),
  );
  return exit;
}

function passed({ checks }: Transcript): boolean {
  return checks.some(({ id, status }) => id === CHECK && status === 'passed');
}

function bundleLine(transcript: Transcript): string {
  const exit = exitOf(transcript);
  return `The bundle itself: ${transcript.verdict} (exit ${exit}): ${plainText(transcript.summary)}`;
}
