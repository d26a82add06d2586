// Every golden bundle, case and set as a question to the worker of the page and to the command, and what differs between their answers:
// with the same word for where the trust root is from, the documents are the same to the last byte.

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, temporaryFolder } from './command.js';

interface CaseFile {
  readonly bundles?: readonly string[];
  readonly trust_root: string | null;
  readonly at: string;
  readonly frameworks?: readonly string[];
  readonly options?: {
    readonly requirements?: readonly string[];
    readonly checkpoint?: string;
    readonly prior_checkpoint?: string;
    readonly expect_selection?: unknown;
    readonly renewals?: string;
    readonly as_of?: string;
    readonly limits?: Readonly<Record<string, number>>;
    readonly frameworks?: readonly string[];
  };
}

/** What the worker is asked, with the content of files in base64. */
interface Asked {
  readonly bundles: readonly { readonly name: string; readonly base64: string }[];
  readonly trustRoot?: string;
  readonly checkpoint?: string;
  readonly expectSelection?: string;
  readonly renewals?: string;
  readonly trustSource: { readonly from: string };
  readonly at: string;
  readonly asOf?: string;
  readonly requirements: readonly string[];
  readonly frameworks: readonly string[];
  readonly limits?: Readonly<Record<string, number>>;
}

/** Folders of cases. */
export const ROOTS = [
  ...readdirSync('fixtures/cases', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `fixtures/cases/${name}`),
  ...['fixtures/golden', 'fixtures/sets', 'fixtures/golden-sets'],
];
const temporary = temporaryFolder();
/** Cases that the browser is given at once: while it works, the command does. */
const BATCH = 16;

export function* foldersBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    if (fileOf(path) !== undefined) yield path;
    else yield* foldersBelow(path);
  }
}

function fileOf(folder: string): string | undefined {
  return ['case.json', 'set.json']
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
}

function read(folder: string): CaseFile {
  return JSON.parse(readFileSync(fileOf(folder) ?? '', 'utf8')) as CaseFile;
}

const base64 = (file: string): string => readFileSync(file).toString('base64');

/** The same question for both: what the worker is asked, and the words of the command line. */
function questionOf(folder: string): { readonly asked: Asked; readonly argv: readonly string[] } {
  const { bundles = ['bundle.zip'], trust_root, at, options = {}, frameworks } = read(folder);
  const paths = bundles.map((name) => join(folder, name));
  const { requirements = [], limits, expect_selection, renewals, as_of } = options;
  const held = options.checkpoint ?? options.prior_checkpoint;
  const examined = options.frameworks ?? frameworks ?? [];
  // A file of its own: the command reads it later than the page.
  const selection = join(temporary, `${folder.replaceAll('/', '-')}.json`);
  if (expect_selection !== undefined) writeFileSync(selection, JSON.stringify(expect_selection));
  const dashed = (name: string): string =>
    name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return {
    asked: {
      bundles: paths.map((name) => ({ name, base64: base64(name) })),
      ...(trust_root === null ? {} : { trustRoot: base64(join(folder, trust_root)) }),
      ...(held === undefined ? {} : { checkpoint: base64(join(folder, held)) }),
      ...(expect_selection === undefined ? {} : { expectSelection: base64(selection) }),
      ...(renewals === undefined ? {} : { renewals: base64(join(folder, renewals)) }),
      ...(as_of === undefined ? {} : { asOf: as_of.slice(0, 10) }),
      ...(limits === undefined ? {} : { limits }),
      trustSource: { from: '--trust-root' },
      at,
      requirements,
      frameworks: examined,
    },
    argv: [
      ...paths.flatMap((path) => ['--bundle', path]),
      ...(trust_root === null ? [] : ['--trust-root', join(folder, trust_root)]),
      ...(held === undefined ? [] : ['--checkpoint', join(folder, held)]),
      ...(expect_selection === undefined ? [] : ['--expect-selection', selection]),
      ...(renewals === undefined ? [] : ['--renewals', join(folder, renewals)]),
      ...(as_of === undefined ? [] : ['--as-of', as_of.slice(0, 10)]),
      ...Object.entries(limits ?? {}).flatMap(([name, n]) => [`--max-${dashed(name)}`, String(n)]),
      ...requirements.flatMap((word) => ['--require', word]),
      ...examined.flatMap((word) => ['--framework', word]),
      ...['--at', at, '--format', 'json'],
    ],
  };
}

/** Documents, or what went wrong: the code, or all that the command said. */
interface Answer {
  readonly json?: string;
  readonly html?: string;
  readonly text?: string;
  readonly failure?: string;
}

/** Evaluates an expression in the page, whose promise it waits for. */
export type Evaluate = <T>(source: string) => Promise<T>;

/** Starts a worker of the page, for all questions: it is compiled once. */
export async function startWorker(evaluate: Evaluate, worker: string): Promise<void> {
  await evaluate(`(async () => {
    const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(worker)}])));
    const file = (base64, name) => new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name);
    globalThis.askAll = async (questions) => {
      const answers = [];
      for (const [id, asked] of questions.entries()) {
        const request = { ...asked, id, kind: 'verify' };
        request.bundles = asked.bundles.map(({ base64, name }) => ({ name, file: file(base64, name) }));
        for (const member of ['trustRoot', 'checkpoint', 'expectSelection', 'renewals', 'sample'])
          if (asked[member] !== undefined) request[member] = file(asked[member], member);
        const { answer, failure } = await new Promise((resolve) => {
          worker.onerror = ({ message }) => resolve({ failure: { code: 'worker', message } });
          worker.onmessage = ({ data }) => { if (!('progress' in data)) resolve(data); };
          worker.postMessage(request);
        });
        answers.push({ ...answer, shown: '', ...(failure && { failure: failure.code }) });
      }
      return answers;
    };
  })()`);
}

/** Asks both about every folder. @returns what differs, a line each */
export async function differences(
  evaluate: Evaluate,
  folders: readonly string[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (let at = 0; at < folders.length; at += BATCH) {
    const batch = folders
      .slice(at, at + BATCH)
      .map((folder) => ({ folder, ...questionOf(folder) }));
    const questions = JSON.stringify(batch.map(({ asked }) => asked));
    const pending = evaluate<Answer[]>(`askAll(${questions})`);
    // Told where it is awaited, and not as one that nobody takes.
    pending.catch(() => {});
    const theirs = [];
    for (const { argv } of batch) theirs.push(await answerOf(argv));
    const ours = await pending;
    for (const [i, { folder }] of batch.entries())
      wrong.push(...compared(ours[i] ?? {}, theirs[i] ?? {}).map((line) => `${folder}: ${line}`));
  }
  return wrong;
}

async function answerOf(argv: readonly string[]): Promise<Answer> {
  const reports = { html: join(temporary, 'report.html'), text: join(temporary, 'report.txt') };
  const { stdout, stderr } = await command([
    ...argv,
    ...Object.entries(reports).flatMap(([format, file]) => ['--report', `${format}=${file}`]),
  ]);
  if (!existsSync(reports.html)) return { failure: stderr };
  const read = (file: string): string => {
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    return text;
  };
  return { json: stdout, html: read(reports.html), text: read(reports.text) };
}

function compared(ours: Answer, theirs: Answer): string[] {
  if (ours.failure !== undefined || theirs.failure !== undefined) {
    const isSame = theirs.failure?.includes(ours.failure ?? 'nothing of this kind');
    return isSame === true ? [] : [`${ours.failure} instead of ${theirs.failure ?? 'a verdict'}`];
  }
  return (['json', 'html', 'text'] as const).flatMap((format) => {
    const [a, b] = [ours[format]?.split('\n') ?? [], theirs[format]?.split('\n') ?? []];
    const at = Array.from({ length: Math.max(a.length, b.length) }).findIndex(
      (_, line) => a[line] !== b[line],
    );
    return at === -1 ? [] : [`${format}, line ${at + 1}: ${a[at]} instead of ${b[at]}`];
  });
}
