// The verb `completion`: scripts for shells, and the man page, from the definitions of the verbs.

import { VERSION } from '../../base/version.js';
import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import { sameName, suggestion } from '../closest.js';
import type { Verb } from '../command.js';
import { bashCompletion } from '../completion/bash.js';
import { fishCompletion } from '../completion/fish.js';
import { type LineVerb, lineOf } from '../completion/line.js';
import { manPage } from '../completion/man.js';
import { powershellCompletion } from '../completion/powershell.js';
import { zshCompletion } from '../completion/zsh.js';
import { usage } from '../flags.js';
import type { Session } from '../session.js';

const RENDER = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
  man: (line: readonly LineVerb[]) => manPage(line, VERSION),
} as const;

/** What its program and its files are called. */
const POWERSHELL = /^p(?:wsh|s1?)$/i;

/** Prints the script of a shell. @throws VerifierError ERR_USAGE for a shell that is not known */
export async function complete(
  word: string,
  verbs: readonly Verb[],
  io: Session,
): Promise<ExitCode> {
  const names = Object.keys(RENDER) as (keyof typeof RENDER)[];
  const name = sameName(word, names);
  if (name === undefined)
    throw usage(
      `${word} is not one of ${names.join(', ')}`,
      suggestion(POWERSHELL.test(word) ? 'powershell' : word, names),
    );
  await io.print(RENDER[name](await lineOf(verbs)));
  return EXIT.pass;
}
