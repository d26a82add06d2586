// What is made of a result: a statement of a pass and of nothing else, facts without a verdict, and the comparison with an old result
// (docs/MANUAL.md §12 to §14). Old transcripts of every version are in fixtures/transcripts.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../src/base/json.js';
import { differenceOf, oldTranscript } from '../src/papers/difference.js';
import { renderDifference } from '../src/papers/difference-text.js';
import { factsOf } from '../src/papers/facts.js';
import { statementOf } from '../src/papers/statement.js';
import type { Transcript } from '../src/transcript/transcript.js';
import { command, temporaryFolder } from './support/command.js';
import { failing, HOSTILE, passing } from './support/transcripts.js';

const DEMO = 'fixtures/demo/incident.zip';
const TAMPERED = 'fixtures/demo/incident-tampered.zip';
const ROOT = ['--trust-root', 'fixtures/demo/trust-root.json'];
const AT = ['--at', '2026-04-01T00:00:00Z'];
const VERSIONS = readdirSync('fixtures/transcripts');
const asOld = (transcript: Transcript): JsonObject => JSON.parse(JSON.stringify(transcript));

describe('statement', () => {
  it('names subject, verifier, policy and what passed, by digest', async () => {
    const ran = await command(['statement', DEMO, ...ROOT, ...AT]);
    expect(ran.exit).toBe(0);
    const { subject, predicate, predicateType } = JSON.parse(ran.stdout);
    expect(predicateType).toBe('https://slsa.dev/verification_summary/v1');
    expect(subject[0].digest.sha256).toMatch(/^a7cb62f9/);
    expect(predicate.policy.digest.sha3_256).toMatch(/^a745f8a6/);
    expect(predicate.verificationResult).toBe('PASSED');
    expect(predicate.verifiedLevels).toContain('softqcos-verify:inclusion/leaves');
    expect(predicate.verifiedLevels).not.toContain('softqcos-verify:records/signatures');
    expect(ran.stdout).not.toMatch(/compliant|certified|qualified/i);
  });

  it('is not made of anything but a pass', async () => {
    for (const [argv, exit] of [
      [[TAMPERED, ...ROOT], 1],
      [[DEMO], 3],
      [[DEMO, ...ROOT, '--require', 'record-signatures'], 3],
    ] as const) {
      const file = join(temporaryFolder(), 'statement.json');
      const ran = await command(['statement', ...argv, ...AT, '-o', file]);
      expect(ran.exit).toBe(exit);
      expect(ran.stdout).not.toContain('PASSED');
      expect(() => readFileSync(file)).toThrow(/ENOENT/);
    }
    expect(statementOf(failing())).toBeUndefined();
    expect(statementOf(passing({ trust_root: null }))).toBeUndefined();
  });
});

describe('facts', () => {
  it('are the observations, and no verdict', async () => {
    const ran = await command(['facts', TAMPERED, ...ROOT, ...AT]);
    expect(ran.exit).toBe(1);
    const facts = JSON.parse(ran.stdout);
    const chain = facts.observations.find(
      ({ check }: { check: string }) => check === 'records/chain',
    );
    expect(chain.found).toEqual([{ code: 'CHAIN_BROKEN', times: 1 }]);
    expect(facts.not_checked).toContain('UNCHECKED_TRUTH');
    const names = new Set<string>();
    JSON.stringify(factsOf(failing()), (name, value) => {
      names.add(name);
      return value;
    });
    for (const name of ['verdict', 'summary', 'next', 'outcome', 'needed', 'headline', 'says'])
      expect(names).not.toContain(name);
  });
});

describe('diff', () => {
  it.each(VERSIONS)('reads the transcripts of %s', async (version) => {
    for (const [name, bundle, root, exit] of [
      ['pass', DEMO, ROOT, 0],
      ['fail', TAMPERED, ROOT, 1],
      ['unproven', DEMO, [], 3],
    ] as const) {
      const old = `fixtures/transcripts/${version}/${name}.json`;
      const ran = await command(['diff', old, bundle, ...root]);
      expect(ran.exit, name).toBe(exit);
      expect(ran.stdout).toMatch(/^SAME RESULT {2}/);
      expect(ran.stdout.trimEnd().split('\n').at(-1)).toMatch(/^SAME RESULT {2}/);
    }
  });

  it('shows another bundle, trust root, time and verdict, and is no 0 then', async () => {
    const [version] = VERSIONS;
    const old = `fixtures/transcripts/${version}/pass.json`;
    const tampered = await command(['diff', old, TAMPERED, ...ROOT]);
    expect(tampered.exit).toBe(1);
    for (const row of ['bundle: SHA-256', 'verdict: verdict', 'checks: records/chain'])
      expect(tampered.stdout).toContain(row);
    const later = await command(['diff', old, DEMO, '--at', '2027-01-01T00:00:00Z']);
    expect(later.exit).toBe(3);
    for (const row of ['trust root: SHA3-256', 'options: verification time', 'DIFFERENT RESULT'])
      expect(later.stdout).toContain(row);
  });

  it('finds every change of a facet, and nothing where nothing changed', () => {
    const now = passing();
    expect(differenceOf(asOld(now), now)).toMatchObject({ same_result: true, rows: [] });
    const changed = {
      ...asOld(now),
      at: '2025-01-01T00:00:00Z',
      verifier: { name: 'softqcos-verify', version: '0.0.9', specification: '1' },
      proves_until: undefined,
    } as unknown as JsonObject;
    const { same_result, rows } = differenceOf(changed, now);
    expect(same_result).toBe(true);
    expect(new Set(rows.map(({ facet }) => facet))).toEqual(
      new Set(['verifier', 'options', 'algorithm catalogue']),
    );
    expect(rows.find(({ what }) => what === 'edition')?.before).toBe('not stated');
  });

  it('takes no run of several bundles, and escapes what an old file says', async () => {
    const file = join(temporaryFolder(), 'old.json');
    writeFileSync(file, '{"format":"softqcos.run/v1","transcripts":[]}');
    const ran = await command(['diff', file, DEMO, ...ROOT]);
    expect(ran).toMatchObject({ exit: 2 });
    expect(ran.stderr).toContain('ERR_RESULT_INVALID');
    const old = { ...asOld(passing()), summary: HOSTILE } as JsonObject;
    const text = renderDifference(differenceOf(old, passing()), passing());
    expect(text).not.toMatch(/(?![ \n])[\p{Cc}\p{Cf}\p{Cs}]/u);
    expect(oldTranscript([])).toBeUndefined();
  });
});
