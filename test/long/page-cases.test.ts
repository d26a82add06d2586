// The page's verifier in a real browser over every golden bundle, case and set: the very transcripts of the command. It runs in the page
// as it is opened from its file, under its policy, and no request leaves.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { builtPage, type OpenPage, openPage } from '../support/built-page.js';
import { describeInChromium } from '../support/chromium.js';
import { command, temporaryFolder } from '../support/command.js';

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
  readonly at: string;
  readonly requirements: readonly string[];
  readonly frameworks: readonly string[];
  readonly limits?: Readonly<Record<string, number>>;
}

const FOLDERS = [
  ...readdirSync('fixtures/cases', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `fixtures/cases/${name}`),
  ...['fixtures/golden', 'fixtures/sets', 'fixtures/golden-sets'],
];
const temporary = temporaryFolder();
/** Cases that the browser is given at once. */
const BATCH = 24;

function* foldersBelow(folder: string): Generator<string> {
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
  const { requirements = [], limits, expect_selection } = options;
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
      ...(limits === undefined ? {} : { limits }),
      at,
      requirements,
      frameworks: examined,
    },
    argv: [
      ...paths.flatMap((path) => ['--bundle', path]),
      ...(trust_root === null ? [] : ['--trust-root', join(folder, trust_root)]),
      ...(held === undefined ? [] : ['--checkpoint', join(folder, held)]),
      ...(expect_selection === undefined ? [] : ['--expect-selection', selection]),
      ...Object.entries(limits ?? {}).flatMap(([name, n]) => [`--max-${dashed(name)}`, String(n)]),
      ...requirements.flatMap((word) => ['--require', word]),
      ...examined.flatMap((word) => ['--framework', word]),
      ...['--at', at, '--format', 'json'],
    ],
  };
}

/** Asks a worker of the page one question after the other. Runs in the page. */
function script(worker: string, questions: readonly Asked[]): string {
  return `(async () => {
    const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(worker)}])));
    const file = (base64, name) => new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name);
    const answers = [];
    for (const [id, asked] of ${JSON.stringify(questions)}.entries()) {
      const request = { ...asked, id, kind: 'verify' };
      request.bundles = asked.bundles.map(({ base64, name }) => file(base64, name));
      for (const member of ['trustRoot', 'checkpoint', 'expectSelection'])
        if (asked[member] !== undefined) request[member] = file(asked[member], member);
      answers.push(await new Promise((resolve) => {
        worker.onerror = ({ message }) => resolve({ failure: { code: 'worker', message } });
        worker.onmessage = ({ data }) => { if (!('progress' in data)) resolve(data); };
        worker.postMessage(request);
      }));
    }
    worker.terminate();
    return answers.map(({ answer, failure }) => ({ json: answer?.json, text: answer?.text, code: failure && failure.code + ' ' + failure.message }));
  })()`;
}

/** Where the trust root came from is a matter of the platform: the command names its flag, the page cannot. */
function ofAnyPlatform(json: string): string {
  const plain = (transcript: { trust_mode?: { headline?: string; from?: string } }): object => {
    const { headline: _, from: __, ...mode } = transcript.trust_mode ?? {};
    return { ...transcript, trust_mode: mode };
  };
  const value = JSON.parse(json);
  if ('transcripts' in value)
    return JSON.stringify({ ...value, transcripts: value.transcripts.map(plain) }, null, 2);
  return JSON.stringify(plain(value), null, 2);
}

describeInChromium('every bundle in Chromium', (browser) => {
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await openPage(await browser());
  });

  test.each(FOLDERS)('%s', async (root) => {
    const { worker } = await builtPage();
    const folders = [...foldersBelow(root)];
    expect(folders.length).toBeGreaterThan(0);
    const wrong: string[] = [];
    for (let at = 0; at < folders.length; at += BATCH) {
      const batch = folders
        .slice(at, at + BATCH)
        .map((folder) => ({ folder, ...questionOf(folder) }));
      const answers = await opened.page.evaluate<{ json?: string; code?: string }[]>(
        script(
          worker,
          batch.map(({ asked }) => asked),
        ),
      );
      for (const [i, { folder, argv }] of batch.entries()) {
        const { stdout, stderr } = await command(argv);
        const { json, code } = answers[i] ?? {};
        const isSame =
          json === undefined
            ? code !== undefined && stderr.includes(code.split(' ')[0] ?? '?')
            : json === stdout || ofAnyPlatform(json) === ofAnyPlatform(stdout);
        if (!isSame)
          wrong.push(`${folder}: ${code ?? firstDifference(json ?? '', stdout || stderr)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(opened.requests).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });
});

function firstDifference(ours: string, theirs: string): string {
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  return `line ${at + 1}: ${a[at]} instead of ${b[at]}`;
}
