// What `--help` and `help` print: the verbs, the exit codes, where the trust root comes from; or one verb.

import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import { suggestion } from '../closest.js';
import type { Verb } from '../command.js';
import { usage } from '../flags.js';
import { helpOf, PROGRAM } from '../parse.js';
import type { Session } from '../session.js';

/** Prints the help of a verb; without one, of all. @throws VerifierError ERR_USAGE for a verb that there is not */
export async function help(
  words: readonly string[],
  verbs: readonly Verb[],
  io: Session,
): Promise<ExitCode> {
  const name = words.join(' ');
  const chosen = verbs.find((verb) => verb.name === name);
  const group = verbs.filter((verb) => verb.name.startsWith(`${name} `));
  if (chosen !== undefined) await io.print(helpOf(chosen));
  else if (name === '') await io.print(overview(verbs));
  else if (group.length > 0) await io.print(`${verbLines(group).join('\n')}\n`);
  else {
    const close = suggestion(
      name,
      verbs.map((verb) => verb.name),
    );
    throw usage(`there is no verb ${name}`, close ?? 'list them with: softqcos-verify help');
  }
  return EXIT.pass;
}

function overview(verbs: readonly Verb[]): string {
  return `Usage: ${PROGRAM} [verb] [bundles...] [options]

Verifies evidence bundles of a SoftQCOS Ledger offline: every record, the tree, the signatures.
Without a verb the words are bundles, or folders of bundles, to verify.

${verbLines(verbs).join('\n')}

  ${PROGRAM} --bundle incident.zip --trust-root trust-root.json
  ${PROGRAM} help verify        the options of one verb

Exit codes: 0 pass, 1 fail, 2 could not run, 3 unproven, 4 framework gaps, 70 a bug of ours.
With several bundles the worst counts, in the order 70, 1, 2, 3, 4, 0.

The trust root comes from --trust-root, else SOFTQCOS_TRUST_ROOT, else from "trust add".
Without one nothing can be more than unproven. Nothing here uses the network.
`;
}

function verbLines(verbs: readonly Verb[]): string[] {
  const width = Math.max(...verbs.map(({ name }) => name.length));
  return verbs.map(({ name, says }) => `  ${name.padEnd(width)}  ${says}`);
}
