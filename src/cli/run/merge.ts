// The verb `merge` (docs/MANUAL.md §16): the parts of a run make the result of one run, in the same bytes. What several bundles of one ledger
// prove of each other is compared here, by the bundles themselves: no part knows it.

import { toHex } from '../../base/encoding.js';
import { VerifierError } from '../../base/errors.js';
import type { Limits } from '../../base/limits.js';
import type { ExitCode } from '../../catalogue/exit-codes.js';
import { digestOf } from '../../crypto/digest.js';
import { heldCheckpoint } from '../asked-files.js';
import { environmentFacts, environmentWords } from '../environment.js';
import { withBundle } from '../files.js';
import type { TrustFlags } from '../manner.js';
import { joinParts } from '../parts/join.js';
import type { PartOptions } from '../parts/part.js';
import { readPart } from '../parts/read.js';
import type { Session } from '../session.js';
import { chosenTrustRoot } from '../trust-root.js';
import { conclude, documentOf, type OutputFlags } from './conclude.js';

export interface MergeFlags extends OutputFlags {
  readonly parts: readonly string[];
  readonly trust: TrustFlags;
  readonly checkpoint: string | undefined;
}

/** Merges parts. @throws VerifierError ERR_PART_INVALID, ERR_PARTS_DIFFER, ERR_PARTS_INCOMPLETE; for files of the operator */
export async function merge(flags: MergeFlags, io: Session): Promise<ExitCode> {
  const parts = [];
  for (const path of flags.parts) parts.push(await readPart(path));
  const { head, results, environment } = await joinParts(parts);
  const bundles = results.flatMap((one) => {
    if ('transcript' in one) return [one.transcript.bundle.name];
    return 'unread' in one ? [one.unread.name] : [];
  });
  await io.outputs.spare(bundles.map((path) => ({ path, as: 'a bundle' })));
  const trustRoot = await chosenTrustRoot(flags.trust, io);
  const checkpoint =
    flags.checkpoint === undefined ? undefined : await heldCheckpoint(flags.checkpoint);
  refuseOther(head.options, {
    trust_root: trustRoot?.sha3_256,
    checkpoint: checkpoint && toHex(digestOf('sha256', checkpoint)),
  });
  const tried = results.filter((one) => 'transcript' in one || ('unread' in one && one.tried));
  const document = await documentOf(tried.length, flags);
  if (document !== undefined)
    for (const one of results)
      if ('transcript' in one)
        await withBundle(one.transcript.bundle.name, (source) =>
          document.list(source, one.transcript),
        );
  const own = environmentFacts(io).map(environmentWords);
  return conclude(
    results,
    {
      ...{ trustRoot, checkpoint, limits: head.options.limits as Partial<Limits> },
      environment: [...new Set([...environment, ...own])],
    },
    flags,
    document,
    io,
  );
}

/** The parts answer a question; whoever merges them must ask the same one. */
function refuseOther(
  options: PartOptions,
  own: { readonly trust_root: string | undefined; readonly checkpoint: string | undefined },
): void {
  const refuse = (what: string, made: string | undefined): never => {
    const flag = `--${what.replace(' ', '-')}`;
    throw new VerifierError(
      'ERR_PARTS_DIFFER',
      `the parts were made with ${made === undefined ? 'no' : 'another'} ${what}`,
      { hint: `give merge the ${flag} of the parts${made === undefined ? ', which is none' : ''}` },
    );
  };
  if (own.trust_root !== options.trust_root) refuse('trust root', options.trust_root);
  if (own.checkpoint !== options.checkpoint) refuse('checkpoint', options.checkpoint);
}
