// The verbs that explain, look or keep: checks, explain, schema, self-test, inspect, checkpoint.

import { VerifierError } from '../../base/errors.js';
import type { Limits } from '../../base/limits.js';
import { SCHEMAS } from '../../base/published.js';
import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import { inspectBundle, readCheckpoint } from '../../papers/inspect.js';
import { renderInspection } from '../../papers/inspect-text.js';
import { plainText } from '../../report/escape.js';
import {
  closeNames,
  renderCatalogue,
  renderCodes,
  renderExplanation,
} from '../../report/explain.js';
import { selfTest } from '../../self-test/self-test.js';
import { verifyBundle } from '../../verify.js';
import { withBundle } from '../files.js';
import type { TrustFlags } from '../manner.js';
import type { Session } from '../session.js';
import { chosenTrustRoot, timeOf } from '../trust-root.js';

/** Prints the catalogue. */
export async function listChecks(io: Session): Promise<ExitCode> {
  await io.print(renderCatalogue());
  return EXIT.pass;
}

/** Prints what a code or a check means; without a name, every code. @throws VerifierError ERR_USAGE for an unknown name */
export async function explain(name: string | undefined, io: Session): Promise<ExitCode> {
  const text = name === undefined ? renderCodes() : renderExplanation(name);
  if (text === undefined) {
    const close = closeNames(name ?? '');
    throw new VerifierError('ERR_USAGE', `${name} is no finding code, error code or check`, {
      hint:
        close.length > 0
          ? `perhaps ${close.join(', ')}`
          : 'list them with: softqcos-verify explain',
    });
  }
  await io.print(text);
  return EXIT.pass;
}

/** Prints a schema; without a name, their names. @throws VerifierError ERR_USAGE for an unknown name */
export async function printSchema(name: string | undefined, io: Session): Promise<ExitCode> {
  const schemas: Readonly<Record<string, object>> = SCHEMAS;
  const names = Object.keys(schemas);
  if (name !== undefined && !Object.hasOwn(schemas, name))
    throw new VerifierError('ERR_USAGE', `there is no schema ${name}`, {
      hint: `schemas are ${names.join(', ')}`,
    });
  const text = name === undefined ? names.join('\n') : JSON.stringify(schemas[name], null, 2);
  await io.print(`${text}\n`);
  return EXIT.pass;
}

/** Runs the known-answer tests. One that fails means that this build must not be used: exit code 70. */
export async function runSelfTest(io: Session): Promise<ExitCode> {
  const tests = selfTest();
  const lines = tests.map(
    ({ name, standard, passed }) => `${passed ? 'pass' : 'FAIL'}  ${name} (${standard})`,
  );
  const failed = tests.filter(({ passed }) => !passed).length;
  const last =
    failed === 0
      ? `PASS  ${tests.length} known answers`
      : `FAIL  ${failed} of ${tests.length} known answers: do not use this build`;
  await io.print(`${[...lines, last].join('\n')}\n`);
  return failed === 0 ? EXIT.pass : EXIT.bug;
}

/** Shows what a bundle holds. Exit code 0 says that there is a manifest to read, never that anything is right. */
export async function inspect(
  bundle: string,
  limits: Partial<Limits>,
  io: Session,
): Promise<ExitCode> {
  const { size, inspection } = await withBundle(bundle, async (source) => ({
    size: source.size,
    inspection: await inspectBundle(source, limits),
  }));
  await io.print(renderInspection(bundle, size, inspection));
  return inspection.manifest === undefined ? EXIT.fail : EXIT.pass;
}

/** What a checkpoint must have passed to be worth keeping: form, agreement with the manifest, both signatures. */
const NEEDED: readonly string[] = [
  'trust/ledger',
  'checkpoint/form',
  'checkpoint/tree-head',
  'checkpoint/signatures',
];

/** Keeps the checkpoint of a bundle, for --checkpoint of a later run. Nothing is written unless it verified. */
export async function keepCheckpoint(
  bundle: string,
  output: string,
  flags: TrustFlags,
  io: Session,
): Promise<ExitCode> {
  const trustRoot = await chosenTrustRoot(flags, io);
  const { transcript, bytes } = await withBundle(bundle, async (source) => ({
    transcript: await verifyBundle(source, trustRoot, {
      at: timeOf(flags, io),
      name: bundle,
      limits: flags.limits,
    }),
    bytes: await readCheckpoint(source, flags.limits),
  }));
  const open = transcript.checks.filter(
    ({ id, status }) => NEEDED.includes(id) && status !== 'passed',
  );
  if (open.length > 0 || bytes === undefined) {
    const lines = open.flatMap(({ id, status, findings }) => [
      `${id}: ${status}`,
      ...findings.map(({ code, message }) => `  ${code}: ${plainText(message)}`),
    ]);
    await io.stdout.write(
      `${['Nothing was kept: the checkpoint did not verify.', ...lines].join('\n')}\n`,
    );
    const failed = open.some(({ status }) => status === 'failed');
    return failed ? EXIT.fail : EXIT.unproven;
  }
  await io.outputs.write({ path: output, as: '--output' }, bytes);
  const size = transcript.bundle.manifest?.tree_head?.tree_size;
  await io.stdout.write(
    `Kept the checkpoint of ${plainText(transcript.bundle.manifest?.ledger ?? '')}, tree size ${size}, as ${plainText(output)}\n` +
      `The bundle itself: ${transcript.verdict}\n`,
  );
  return EXIT.pass;
}
