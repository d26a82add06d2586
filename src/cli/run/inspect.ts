// The verb `inspect`: what a bundle holds. Nothing is verified, so it is never a pass.

import type { Limits } from '../../base/limits.js';
import { CODES } from '../../catalogue/codes.js';
import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import { type Inspection, inspectBundle } from '../../papers/inspect.js';
import { renderInspection, renderInspectionJson } from '../../papers/inspect-text.js';
import { withBundle } from '../files.js';
import type { Session } from '../session.js';

/** Shows what a bundle holds. The exit code is 1 if the verifier would fail what was read, else 3: nothing is proven (MANUAL §11). */
export async function inspect(
  name: string,
  { format, limits }: { readonly format: 'text' | 'json'; readonly limits: Partial<Limits> },
  io: Session,
): Promise<ExitCode> {
  const inspected = await withBundle(name, async (source) => ({
    name,
    bytes: source.size,
    inspection: await inspectBundle(source, limits),
  }));
  const exit = exitOf(inspected.inspection);
  await io.print(
    format === 'json'
      ? renderInspectionJson(inspected, exit)
      : renderInspection(inspected, io.style),
  );
  return exit;
}

function exitOf({ findings }: Inspection): ExitCode {
  const failed = findings.some(({ code }) => CODES[code].outcome === 'fail');
  return failed ? EXIT.fail : EXIT.unproven;
}
