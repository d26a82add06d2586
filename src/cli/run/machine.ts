// The verbs `statement` and `facts`: one bundle is verified in full, and the result is written for machines (docs/MANUAL.md §12, §13).

import type { ExitCode } from '../../catalogue/exit-codes.js';
import type { Requirement } from '../../catalogue/requirements.js';
import { factsOf } from '../../papers/facts.js';
import { statementOf } from '../../papers/statement.js';
import { renderDocument } from '../../report/json.js';
import { exitOf } from '../../transcript/run.js';
import { withBundle } from '../files.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { declined, verifier } from '../verified.js';

export interface MachineFlags {
  readonly bundle: string;
  readonly require: readonly Requirement[];
  readonly trust: TrustFlags;
}

/** Prints a statement of a pass, and of nothing else. */
export async function printStatement(
  { bundle, require, trust }: MachineFlags,
  io: Session,
): Promise<ExitCode> {
  const verifyWith = await verifier(trust, io, require);
  const transcript = await withBundle(bundle, (source) => verifyWith(source, bundle));
  const statement = statementOf(transcript);
  if (statement === undefined)
    return declined(transcript, 'No statement was made: there is one of a pass alone.', io, {
      brief: 'no statement',
      format: 'json',
    });
  await io.print(renderDocument(statement));
  return exitOf(transcript);
}

/** Prints what was observed. The exit code is that of the verification: nobody gets the facts without it. */
export async function printFacts(
  { bundle, require, trust }: MachineFlags,
  io: Session,
): Promise<ExitCode> {
  const verifyWith = await verifier(trust, io, require);
  const transcript = await withBundle(bundle, (source) => verifyWith(source, bundle));
  await io.print(renderDocument(factsOf(transcript)));
  return exitOf(transcript);
}
