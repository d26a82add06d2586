// docs/AUDITOR-GUIDE.md and docs/EXPORTER-GUIDE.md, followed as they are written: every command, in order, in one folder. A command
// that has to fail has its exit code in a comment before it.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CODES } from '../src/catalogue/codes.js';
import { EXIT } from '../src/catalogue/exit-codes.js';

const folder = mkdtempSync(join(tmpdir(), 'guide-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Block {
  readonly language: string;
  readonly text: string;
  readonly exit: number;
}

function blocksOf(file: string): Block[] {
  const blocks = /(?:<!-- exit (\d+) -->\n)?```(\w+)\n(.*?)```/gs;
  return [...readFileSync(file, 'utf8').matchAll(blocks)].map(
    ([, exit, language = '', text = '']) => ({
      language,
      text,
      exit: Number(exit ?? 0),
    }),
  );
}

/** A folder with a command `softqcos-verify` beside what the reader of a guide has received. */
function desk(name: string): { place: string; env: NodeJS.ProcessEnv } {
  const place = join(folder, name);
  const bin = join(folder, `${name}-bin`);
  for (const made of [place, bin, join(place, 'keys')]) mkdirSync(made, { recursive: true });
  const tool = join(bin, 'softqcos-verify');
  writeFileSync(
    tool,
    `#!/bin/sh\nexec "${process.execPath}" "${resolve('bin/softqcos-verify.js')}" "$@"\n`,
  );
  chmodSync(tool, 0o755);
  for (const file of ['incident.zip', 'incident-tampered.zip'])
    cpSync(`fixtures/demo/${file}`, join(place, file));
  const { ledgers, attesters } = JSON.parse(readFileSync('fixtures/demo/trust-root.json', 'utf8'));
  const [ed25519, mlDsa44] = ledgers[0].key_sets[0].vkeys;
  const [pair] = attesters[0].key_pairs;
  const keys = {
    'ledger-ed25519': ed25519,
    'ledger-mldsa44': mlDsa44,
    'export-ed25519': pair.ed25519,
    'export-mldsa65': pair.ml_dsa_65,
  };
  for (const [key, text] of Object.entries(keys))
    writeFileSync(join(place, `keys/${key}.txt`), text);
  return { place, env: { PATH: `${bin}:${process.env['PATH']}`, HOME: place } };
}

function follow(blocks: readonly Block[], { place, env }: ReturnType<typeof desk>): string[] {
  return blocks.map(({ language, text, exit }) => {
    const [program, words] =
      language === 'python'
        ? ['python3', ['-c', text]]
        : ['bash', ['--norc', '-eo', 'pipefail', '-c', text]];
    const { status, stdout, stderr } = spawnSync(program, words, {
      cwd: place,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect({ text, status, stderr: status === exit ? '' : stderr }).toEqual({
      text,
      status: exit,
      stderr: '',
    });
    return stdout;
  });
}

const has = (tool: string): boolean => spawnSync(tool, ['--version']).error === undefined;

describe('the guide for auditors', () => {
  const file = 'docs/AUDITOR-GUIDE.md';
  const text = readFileSync(file, 'utf8');

  it('can be followed as it is written', () => {
    const own = desk('auditor');
    const sums = spawnSync('sha256sum', ['incident.zip'], { cwd: own.place, encoding: 'utf8' });
    writeFileSync(join(own.place, 'SHA256SUMS'), sums.stdout);
    const out = follow(blocksOf(file), own).join('\n');
    expect(out).toContain('PASS');
    expect(out).toContain('FAIL');
    const { transcripts } = JSON.parse(readFileSync(join(own.place, 'transcript.json'), 'utf8'));
    expect(transcripts[0].verdict).toBe('pass');
    const checked = spawnSync('sha256sum', ['--check', 'incident.zip.sha256', 'filed.sha256'], {
      cwd: own.place,
    });
    expect(checked.status).toBe(0);
    expect(readFileSync(join(own.place, 'sample.csv'), 'utf8').trim().split('\n')).toHaveLength(6);
  });

  it('explains every exit code, and names codes that there are', () => {
    for (const code of Object.values(EXIT))
      expect(text).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'));
    const named = [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, code = '']) => code);
    expect(named.filter((code) => !(code in CODES))).toEqual([]);
    expect(text).toMatch(/Never run a verifier that came with the evidence/);
  });
});

describe.runIf(has('zip') && has('python3'))('the guide for exporters', () => {
  it('can be followed as it is written', () => {
    const file = 'docs/EXPORTER-GUIDE.md';
    const own = desk('exporter');
    cpSync('fixtures/demo/trust-root.json', join(own.place, 'trust-root.json'));
    const unpack = "import zipfile; zipfile.ZipFile('incident.zip').extractall('content')";
    expect(spawnSync('python3', ['-c', unpack], { cwd: own.place }).status).toBe(0);
    const out = follow(blocksOf(file), own);
    expect(out.filter((text) => /^PASS/m.test(text)).length).toBe(3);
    expect(out.at(-1)).toContain('ZIP_COMMENT');
  });
});

describe.skipIf(has('zip') && has('python3'))('the guide for exporters', () => {
  it.skip('skipped: zip or python3 is not installed', () => {});
});
