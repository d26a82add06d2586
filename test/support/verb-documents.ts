// One JSON document of each verb that prints one, as the command prints it, by the name of its schema.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/base/json.js';
import { command, temporaryFolder } from './command.js';

const BUNDLE = 'fixtures/demo/incident.zip';
const ROOT = 'fixtures/demo/trust-root.json';
const FAILING = 'fixtures/demo/incident-tampered.zip';
const AT = '2026-04-01T00:00:00Z';

/** Every verb with `--format json`: its line, its exit code, and the schema of what it prints. */
export async function verbDocuments(): Promise<
  readonly { readonly schema: string; readonly exit: number; readonly document: Json }[]
> {
  const folder = temporaryFolder();
  const env = { XDG_CONFIG_HOME: folder };
  const trusted = ['--trust-root', ROOT, '--at', AT];
  const listed = await command(['records', BUNDLE, ...trusted, '--format', 'json']);
  const [{ record_id }] = JSON.parse(listed.stdout).records;
  await command(['trust', 'add', ROOT], { env });
  const removal = (await command(['trust', 'remove'], { env })).stderr.split(' ').at(-1)?.trim();
  const report = join(folder, 'soc2.json');
  writeFileSync(report, '{"report_type":"soc2"}\n');
  const [key, next] = [join(folder, 'ann.key'), join(folder, 'next.json')];
  await command(['trust', 'keygen', '--name', 'Ann', '--public', next, '-o', key]);
  const { format: _, ...ann } = JSON.parse(readFileSync(next, 'utf8'));
  const root = {
    ...JSON.parse(readFileSync(ROOT, 'utf8')),
    keepers: { threshold: 1, keys: [ann] },
  };
  const present = join(folder, 'present.json');
  writeFileSync(present, JSON.stringify(root));
  writeFileSync(next, JSON.stringify({ ...root, serial: root.serial + 1 }));
  const kept = ['--trust-root', present];
  const lines: readonly (readonly [schema: string, exit: number, argv: readonly string[]])[] = [
    ['error', 2, [BUNDLE, '--trust-root', 'nope.json']],
    ['declined', 1, ['sample', FAILING, '--size', '1', '--seed', 's', ...trusted]],
    ['declined', 3, ['path', 'rec_nope', BUNDLE, ...trusted]],
    ['checks', 0, ['checks']],
    ['explanation', 0, ['explain']],
    ['explanation', 0, ['explain', 'records/chain']],
    ['self-test', 0, ['self-test']],
    ['inspection', 3, ['inspect', BUNDLE]],
    ['inspection', 1, ['inspect', ROOT]],
    ['records', 0, ['records', BUNDLE, ...trusted]],
    ['records', 3, ['records', BUNDLE, '--at', '2040-01-01T00:00:00Z']],
    ['sample', 0, ['sample', BUNDLE, '--size', '3', '--seed', 's', ...trusted]],
    ['work-paper', 0, ['path', record_id, BUNDLE, ...trusted]],
    ['report-check', 3, ['report-check', report, BUNDLE, ...trusted]],
    ['redaction', 0, ['redact', BUNDLE, '--drop-all', '-o', join(folder, 'r.zip'), ...trusted]],
    ['kept-checkpoint', 0, ['checkpoint', BUNDLE, '-o', join(folder, 'cp'), ...trusted]],
    ['kept-checkpoint', 1, ['checkpoint', FAILING, '-o', join(folder, 'cp2'), ...trusted]],
    ['trust-sheet', 0, ['trust', 'show', ROOT]],
    ['trust-sheet', 0, ['trust', 'add', ROOT]],
    ['trust-lint', 0, ['trust', 'lint', ROOT, '--at', AT]],
    ['trust-diff', 0, ['trust', 'diff', ROOT, 'fixtures/golden/trust-root.json']],
    ['trust-list', 0, ['trust', 'list']],
    [
      'keeper',
      0,
      [
        'trust',
        'keygen',
        '--name',
        'K',
        '--public',
        join(folder, 'k'),
        '-o',
        join(folder, 'k.key'),
      ],
    ],
    ['trust-updated', 0, ['trust', 'sign', next, '--key', key, ...kept, '-o', join(folder, 'u')]],
    [
      'trust-updated',
      0,
      ['trust', 'update', join(folder, 'u'), ...kept, '--at', AT, '-o', join(folder, 'n')],
    ],
    ['trust-removed', 0, ['trust', 'remove', '--trust-root-digest', removal ?? '']],
    ['version', 0, ['version']],
    ['result-statement', 0, ['statement', BUNDLE, ...trusted]],
    ['declined', 1, ['statement', FAILING, ...trusted]],
    ['facts', 1, ['facts', FAILING, ...trusted]],
    [
      'custody-added',
      0,
      [
        'custody',
        'add',
        BUNDLE,
        '--custody',
        join(folder, 'c'),
        '--by',
        'a',
        '--from',
        'b',
        ...trusted,
      ],
    ],
    ['renewal-request', 0, ['renewal', 'request', BUNDLE, '-o', join(folder, 'q.tsq'), ...trusted]],
    ['paper', 0, ['paper', BUNDLE, '--for', 'as1105', ...trusted]],
    ['declined', 1, ['paper', FAILING, '--for', 'fre902', ...trusted]],
    ['difference', 0, ['diff', 'fixtures/transcripts/0.1.0/pass.json', BUNDLE, ...trusted]],
  ];
  const documents = [];
  for (const [schema, exit, argv] of lines) {
    const ran = await command([...argv, '--format', 'json'], { env });
    if (ran.exit !== exit) throw new Error(`${argv.join(' ')}: ${ran.exit} ${ran.stderr}`);
    documents.push({ schema, exit, document: JSON.parse(ran.stdout) as Json });
  }
  return documents;
}
