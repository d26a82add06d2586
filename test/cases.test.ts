// Every committed bundle against the verdict and the codes that its case.json states: fixtures/cases (ours, one fault each) and
// fixtures/golden (an independent producer's). The case tables are compared with the codes and checks that exist.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { sourceFromBytes } from '../src/archive/source.js';
import { parseTime } from '../src/base/encoding.js';
import { VerifierError } from '../src/base/errors.js';
import { CATALOGUE } from '../src/catalogue/checks.js';
import { CODES } from '../src/catalogue/codes.js';
import { frameworkGaps, type Transcript } from '../src/transcript/transcript.js';
import { loadTrustRoot } from '../src/trust/trust-root.js';
import { verifyBundle } from '../src/verify.js';
import { type CaseFile, caseFolders, codesOf, readCase, runCase } from './support/case.js';
import { misplaced } from './support/schema-order.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));
/** Notes that an ordinary bundle without time stamps has anyway (fixtures/README.md). */
const AMBIENT = new Set([
  'SELECTION_BY_EXPORTER',
  'CHECKPOINT_TIME_UNPROVEN',
  'ATTESTATION_TIME_UNPROVEN',
]);

const names = (root: string): string[] =>
  [...caseFolders(join(FIXTURES, root))].map((path) => path.slice(FIXTURES.length));

describe('fixtures/cases', () => {
  const passed = new Set<string>();

  test.each(names('cases'))('%s', async (name) => {
    const folder = join(FIXTURES, name);
    const file = readCase(folder);
    const transcript = await runCase(folder, file);
    const codes = codesOf(transcript);
    expect({
      verdict: transcript.verdict,
      codes: codes.filter((code) => !AMBIENT.has(code)),
    }).toEqual({ verdict: file.verdict, codes: file.codes });
    expect(codes).toEqual(expect.arrayContaining([...(file.notes ?? [])]));
    const results = transcript.frameworks ?? [];
    expect(results).toHaveLength(file.options.frameworks?.length ?? 0);
    const gaps = results.filter((one) => one.state === 'examined' && one.gaps.length > 0);
    expect(gaps.map(({ id }) => id)).toEqual(file.gaps ?? []);
    expect(frameworkGaps(transcript)).toBe(gaps.length > 0);
    expect(misplaced(transcript, 'transcript')).toEqual([]);
    for (const { id, status } of transcript.checks) if (status === 'passed') passed.add(id);
  });

  test('every check of the catalogue passes in some case', () => {
    expect(CATALOGUE.map(({ id }) => id).filter((id) => !passed.has(id))).toEqual([]);
  });

  test('every finding code has a case', () => {
    const stated = new Set(
      names('cases').flatMap((name) => {
        const { codes = [], notes = [] } = readCase(join(FIXTURES, name));
        return [...codes, ...notes];
      }),
    );
    expect(Object.keys(CODES).filter((code) => !stated.has(code))).toEqual([]);
  });

  test('the folder of a case names the check of one of its codes', () => {
    for (const name of names('cases')) {
      const [, category = '', rest = ''] = name.split('/');
      if (category === 'valid') continue;
      const check = `${category}/${rest.split('--')[0]}`;
      const { codes = [] } = readCase(join(FIXTURES, name));
      const checks = codes.map((code) => CODES[code as keyof typeof CODES].check);
      expect(checks, name).toContain(check);
    }
  });
});

describe('fixtures/golden', () => {
  test.each(names('golden'))('%s', async (name) => {
    const folder = join(FIXTURES, name);
    const file = readCase(folder);
    if (file.verdict === 'error') {
      await expect(runCase(folder, file)).rejects.toThrow(VerifierError);
    } else {
      const transcript = await runCase(folder, file);
      expect({ verdict: transcript.verdict, codes: codesOf(transcript) }).toMatchObject({
        verdict: file.verdict,
      });
    }
  });
});

describe('fixtures/demo', () => {
  const DEMO: CaseFile = {
    verdict: 'pass',
    trust_root: 'trust-root.json',
    at: '2026-04-01T00:00:00Z',
    options: {},
  };
  const verify = (bundle: string, at: string): Promise<Transcript> => {
    const root = readFileSync(join(FIXTURES, 'demo/trust-root.json'));
    const source = sourceFromBytes(new Uint8Array(readFileSync(join(FIXTURES, 'demo', bundle))));
    const instant = parseTime(at);
    if (instant === undefined) throw new Error(at);
    return verifyBundle(source, loadTrustRoot(root), { at: instant, name: bundle });
  };

  test.each([DEMO.at, '2035-12-31T00:00:00Z'])('incident.zip passes at %s', async (at) => {
    const { verdict, checks } = await verify('incident.zip', at);
    expect({
      verdict,
      failed: checks.filter(({ needed, status }) => needed && status !== 'passed'),
    }).toEqual({ verdict: 'pass', failed: [] });
  });

  test('incident-tampered.zip fails where a tamperer without keys must fail', async () => {
    const transcript = await verify('incident-tampered.zip', DEMO.at);
    expect(transcript.verdict).toBe('fail');
    const fails = codesOf(transcript).filter(
      (c) => CODES[c as keyof typeof CODES].outcome === 'fail',
    );
    expect(fails).toEqual(['CHAIN_BROKEN', 'ENTRY_DIGEST_MISMATCH', 'INCLUSION_ROOT_MISMATCH']);
  });
});
