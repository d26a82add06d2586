// The verbs that explain this verifier: checks, explain, schema, self-test. They read no bundle.

import { VerifierError } from '../../base/errors.js';
import { SCHEMAS } from '../../base/published.js';
import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import {
  allExplanations,
  closeNames,
  explainedNames,
  explanationOf,
  renderCatalogue,
  renderCatalogueJson,
  renderExplanations,
  renderExplanationsJson,
} from '../../report/explain.js';
import { renderDocument } from '../../report/json.js';
import { type SelfTest, selfTest } from '../../self-test/self-test.js';
import { closest, sameName, suggestion } from '../closest.js';
import type { Session } from '../session.js';

export type LookFormat = 'text' | 'json';

/** Prints the catalogue. */
export async function listChecks(format: LookFormat, io: Session): Promise<ExitCode> {
  await io.print(format === 'json' ? renderCatalogueJson() : renderCatalogue(io.style));
  return EXIT.pass;
}

/** Prints what a code or a check means; without a name, every code. @throws VerifierError ERR_USAGE for an unknown name */
export async function explain(
  name: string | undefined,
  format: LookFormat,
  io: Session,
): Promise<ExitCode> {
  const one = name === undefined ? undefined : explanationOf(name);
  if (name !== undefined && one === undefined) {
    const close = [...new Set([...closest(name, explainedNames()), ...closeNames(name)])];
    throw new VerifierError('ERR_USAGE', `${name} is no finding code, error code or check`, {
      hint:
        close.length > 0
          ? `perhaps ${close.slice(0, 5).join(', ')}`
          : 'list them with: softqcos-verify explain',
    });
  }
  const entries = one === undefined ? allExplanations() : [one];
  await io.print(
    format === 'json' ? renderExplanationsJson(entries) : renderExplanations(entries, io.style),
  );
  return EXIT.pass;
}

/** Prints a schema; without a name, their names. @throws VerifierError ERR_USAGE for an unknown name */
export async function printSchema(word: string | undefined, io: Session): Promise<ExitCode> {
  const names = Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[];
  // A file of schemas/ means the schema in it.
  const name =
    word === undefined ? undefined : sameName(word.replace(/\.schema\.json$/, ''), names);
  if (word !== undefined && name === undefined)
    throw new VerifierError('ERR_USAGE', `there is no schema ${word}`, {
      hint: suggestion(word, names) ?? `schemas are ${names.join(', ')}`,
    });
  const text = name === undefined ? names.join('\n') : JSON.stringify(SCHEMAS[name], null, 2);
  await io.print(`${text}\n`);
  return EXIT.pass;
}

/** Runs the known-answer tests. One that fails means that this build must not be used: exit code 70. */
export async function runSelfTest(format: LookFormat, io: Session): Promise<ExitCode> {
  const tests = selfTest();
  const exit = tests.every(({ passed }) => passed) ? EXIT.pass : EXIT.bug;
  await io.print(
    format === 'json'
      ? renderDocument({ format: 'softqcos.self-test/v1', exit, tests })
      : selfTestText(tests, io.style.quiet === true),
  );
  return exit;
}

function selfTestText(tests: readonly SelfTest[], quiet: boolean): string {
  const failed = tests.filter(({ passed }) => !passed);
  const lines = (quiet ? failed : tests).map(
    ({ name, standard, passed }) => `${passed ? 'pass' : 'FAIL'}  ${name} (${standard})`,
  );
  const last =
    failed.length === 0
      ? `PASS  ${tests.length} known answers`
      : `FAIL  ${failed.length} of ${tests.length} known answers: do not use this build`;
  return `${[...lines, last].join('\n')}\n`;
}
