// The harness of the conformance kit, and of nothing else: starts a program, asks it every case of an unpacked kit in the order of
// cases.jsonl, and compares its answers. In the archive it is run.mjs:
//   node run.mjs [--class verdict|transcript] [--without-sets] [--only PREFIX] [--first] [--check [--key VKEY]] -- COMMAND [ARGUMENT …]
// Exit code 0 if the program conforms, 1 if it does not, 2 if the kit or the command cannot be used.

import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Agreement, type Answer, agreement, type KitCase, readCases } from './protocol.js';
import { checkKit } from './sealed.js';

const USAGE =
  'usage: node run.mjs [--class verdict|transcript] [--without-sets] [--only PREFIX] [--first] [--check [--key VKEY]] -- COMMAND [ARGUMENT …]';

interface Options {
  readonly kit: string;
  readonly level: 'verdict' | 'transcript';
  /** The program says of itself that it compares no bundles of a set. */
  readonly withoutSets: boolean;
  readonly only: string;
  /** Ends at the first difference. */
  readonly first: boolean;
  readonly check: boolean;
  readonly key: string | undefined;
  readonly command: readonly string[];
}

function parseOptions(words: readonly string[], kit: string): Options | undefined {
  try {
    const { values, positionals: command } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        kit: { type: 'string', default: kit },
        class: { type: 'string', default: 'transcript' },
        'without-sets': { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        first: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        key: { type: 'string' },
      },
    });
    const { class: level, check } = values;
    if (level !== 'verdict' && level !== 'transcript') return undefined;
    if (command.length === 0 && !check) return undefined;
    return { ...values, withoutSets: values['without-sets'], level, key: values.key, command };
  } catch {
    return undefined;
  }
}

/** Asks a program all cases, one at a time; `told` gets each answer and says whether to go on. Rejects if the program ends early. */
export async function ask<Case extends Pick<KitCase, 'input'>>(
  command: readonly string[],
  cases: Iterable<Case> | AsyncIterable<Case>,
  told: (one: Case, answer: Answer) => boolean | Promise<boolean>,
): Promise<void> {
  const [program = '', ...rest] = command;
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the program ended with exit code ${code}`)));
  });
  failed.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  try {
    for await (const one of cases) {
      child.stdin.write(`${JSON.stringify(one.input)}\n`);
      const { value, done } = await Promise.race([answers.next(), failed]);
      if (done === true) throw new Error('the program closed its output');
      if (!(await told(one, JSON.parse(value) as Answer))) break;
    }
  } finally {
    child.stdin.end();
    child.kill();
  }
}

async function main(words: readonly string[]): Promise<number> {
  const options = parseOptions(words, dirname(fileURLToPath(import.meta.url)));
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  if (options.check) {
    const faults = checkKit(options.kit, options.key);
    for (const fault of faults) console.error(fault);
    if (faults.length > 0) return 2;
    const signature =
      options.key === undefined
        ? '; its signature was not checked, without --key'
        : ' and its signature covers';
    console.log(`the files of the kit are those that its manifest lists${signature}`);
    if (options.command.length === 0) return 0;
  }
  const cases = readCases(options.kit).filter(
    ({ id, input: { bundles } }) =>
      id.startsWith(options.only) && !(options.withoutSets && bundles !== undefined),
  );
  const counts: Record<Agreement, number> = { agrees: 0, verdict: 0, codes: 0, unsupported: 0 };
  await ask(options.command, cases, (one, answer) => {
    const result = agreement(one, answer);
    counts[result] += 1;
    if (result === 'agrees') return true;
    if (result === 'codes' && options.level === 'verdict') return true;
    console.log(`${result === 'unsupported' ? 'unsupported' : 'differs'}: ${one.id}: ${one.why}`);
    if (result === 'unsupported') console.log(`  ${answer.reason ?? 'no reason given'}`);
    else {
      console.log(`  expected ${JSON.stringify(one.expect)}`);
      console.log(`  answered ${JSON.stringify(answer)}`);
    }
    return !options.first || result === 'unsupported';
  });
  const wrong = counts.verdict + (options.level === 'transcript' ? counts.codes : 0);
  const asked = counts.agrees + counts.verdict + counts.codes + counts.unsupported;
  console.log(
    `${asked} cases asked, by ${options.level}: ${asked - wrong - counts.unsupported} agree, ${wrong} differ, ${counts.unsupported} unsupported`,
  );
  return wrong > 0 || asked === 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 2;
    },
  );
}
