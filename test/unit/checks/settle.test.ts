// The status of every check, over all pairs of checks in every state, beside a naive reading of docs/SPEC.md §13.1 and §14.2.

import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/base/errors.js';
import { CATALOGUE, type Check, type CheckId } from '../../../src/catalogue/checks.js';
import { CODES, type FindingCode } from '../../../src/catalogue/codes.js';
import { REQUIREMENTS, requirementsOf } from '../../../src/catalogue/requirements.js';
import { Findings } from '../../../src/checks/findings.js';
import { type CheckResult, settle } from '../../../src/checks/settle.js';

const IDS = CATALOGUE.map(({ id }) => id);
const ROWS = new Map<string, Check>(CATALOGUE.map((row) => [row.id, row]));
const ALL = requirementsOf(REQUIREMENTS);
const NONE = requirementsOf();

/** What a step may have left behind for one check. */
const STATES = ['seen', 'unseen', 'failed', 'open', 'broken', 'cut', 'cut-unseen'] as const;
type State = (typeof STATES)[number];

/** A finding of a check with this outcome, if there is such a code. */
function findingOf(id: CheckId, outcome: 'fail' | 'unproven'): readonly Finding[] {
  const key = `${id} ${outcome}`;
  const known = MADE.get(key) ?? make(id, outcome);
  MADE.set(key, known);
  return known;
}

const MADE = new Map<string, readonly Finding[]>();

function make(id: CheckId, outcome: 'fail' | 'unproven'): readonly Finding[] {
  const code = (Object.keys(CODES) as FindingCode[]).find(
    (each) => CODES[each].check === id && CODES[each].outcome === outcome,
  );
  return code === undefined ? [] : [{ code, where: {}, message: 'made' }];
}

function leave(findings: Findings, id: CheckId, state: State): void {
  if (state !== 'unseen' && state !== 'cut-unseen') findings.examined(id, 3);
  if (state === 'failed' || state === 'broken') findings.reportAll(findingOf(id, 'fail'));
  if (state === 'open') findings.reportAll(findingOf(id, 'unproven'));
  // `broken` delivers nothing to those that rest on it; `cut` is stopped half way by a check that it does not rest on.
  if (state === 'broken') findings.stop(id, id);
  if (state === 'cut' || state === 'cut-unseen') findings.stop(id, 'archive/content');
}

function run(states: ReadonlyMap<CheckId, State>): ReadonlyMap<string, CheckResult> {
  const findings = new Findings();
  for (const id of IDS) leave(findings, id, states.get(id) ?? 'seen');
  return new Map(settle(findings, NONE).map((result) => [result.id, result]));
}

/** The rules one after the other over the whole table, until nothing changes. */
function naive(states: ReadonlyMap<CheckId, State>): ReadonlyMap<string, string> {
  const stateOf = (id: string) => states.get(id as CheckId) ?? 'seen';
  const noEnd = new Set<string>(
    IDS.filter((id) => ['broken', 'cut', 'cut-unseen'].includes(stateOf(id))),
  );
  for (let before = -1; before !== noEnd.size; ) {
    before = noEnd.size;
    for (const { id, restsOn } of ROWS.values())
      if (restsOn.some((other) => noEnd.has(other))) noEnd.add(id);
  }
  const has = (id: string, outcome: 'fail' | 'unproven') =>
    findingOf(id as CheckId, outcome).length > 0;
  const status = new Map<string, string>();
  for (const id of IDS) {
    const state = stateOf(id);
    const failed = (state === 'failed' || state === 'broken') && has(id, 'fail');
    const open = state === 'open' && has(id, 'unproven');
    const seen = state !== 'unseen' && !noEnd.has(id);
    status.set(id, failed ? 'failed' : open ? 'unproven' : seen ? 'passed' : 'skipped');
  }
  // What has only been seen, not proven, does not pass. Inclusion first: erasures hold with it.
  for (const id of IDS) {
    if (status.get(id) !== 'passed') continue;
    const unproven = (ROWS.get(id)?.holdsWith ?? []).some((other) => {
      const it = status.get(other);
      if (it === 'failed' || it === 'unproven') return true;
      return it === 'skipped' && ROWS.get(other)?.needed !== 'present';
    });
    if (unproven) status.set(id, 'skipped');
  }
  return status;
}

describe('the table', () => {
  it('names checks of the catalogue, and none that leads back to itself', () => {
    const reach = (id: string, path: readonly string[]): void => {
      expect(path, `${path.join(' -> ')} -> ${id}`).not.toContain(id);
      const row = ROWS.get(id);
      expect(row, id).toBeDefined();
      for (const next of [...(row?.restsOn ?? []), ...(row?.holdsWith ?? [])])
        reach(next, [...path, id]);
    };
    for (const id of IDS) reach(id, []);
  });

  it('lets nothing but the zip itself be examined in a zip that is refused', () => {
    const states = new Map<CheckId, State>(IDS.map((id) => [id, 'unseen']));
    for (const by of ['archive/structure', 'archive/names'] as const) {
      const results = run(new Map(states).set('archive/names', 'seen').set(by, 'broken'));
      for (const id of IDS) {
        if (id === 'archive/structure' || id === 'archive/names') continue;
        // Custody is about the file as it lies there, whatever is in it (§12.8).
        if (id === 'custody/chain') continue;
        expect(results.get(id), id).toMatchObject({ status: 'skipped', because: by });
      }
    }
  });

  it('calls absent what a gap of the same check says', () => {
    for (const { id, absent, needed } of ROWS.values()) {
      if (absent === undefined) continue;
      expect(REQUIREMENTS as readonly string[], id).toContain(needed);
      for (const code of absent)
        expect(CODES[code as FindingCode], code).toMatchObject({ check: id, outcome: 'unproven' });
    }
    const named = [...ROWS.values()].flatMap(({ absent }) => absent ?? []);
    const absences = Object.keys(CODES).filter((code) => /_ABSENT$/.test(code));
    // A trust root is no requirement of anybody: without it nothing is more than unproven.
    for (const code of absences)
      if (code !== 'TRUST_ROOT_ABSENT') expect(named, code).toContain(code);
  });
});

describe('settle', () => {
  it('gives every check of the catalogue a result, in its order', () => {
    expect(settle(new Findings(), NONE).map(({ id }) => id)).toEqual(IDS);
  });

  it('never passes a check that has seen nothing', () => {
    for (const result of settle(new Findings(), ALL))
      expect(result).toMatchObject({ status: 'skipped', because: 'not-in-bundle' });
  });

  it('agrees with a naive reading for every pair of checks in every pair of states', () => {
    let pairs = 0;
    for (const [at, a] of IDS.entries())
      for (const b of IDS.slice(at + 1))
        for (const stateA of STATES)
          for (const stateB of STATES) {
            const states = new Map<CheckId, State>([
              [a, stateA],
              [b, stateB],
            ]);
            const expected = naive(states);
            const results = run(states);
            pairs += 1;
            for (const [id, result] of results)
              if (result.status !== expected.get(id))
                expect.unreachable(
                  `${a} ${stateA}, ${b} ${stateB}: ${id} is ${result.status}, not ${expected.get(id)}`,
                );
          }
    expect(pairs).toBe(((IDS.length * (IDS.length - 1)) / 2) * STATES.length ** 2);
  });

  it('never passes a check that has seen only a part, whatever stopped it and however far away', () => {
    for (const cause of IDS) {
      const results = run(new Map([[cause, 'broken']]));
      for (const id of restingOn(cause)) {
        const result = results.get(id);
        expect(result, `${id} with ${cause} broken`).toMatchObject({
          status: 'skipped',
          because: cause,
          examined: 3,
        });
      }
    }
  });

  it('names a check that is itself no pass, and never the same one', () => {
    for (const a of IDS)
      for (const b of IDS)
        for (const state of ['failed', 'open', 'broken'] as const) {
          const results = run(
            new Map([
              [a, state],
              [b, 'broken'],
            ]),
          );
          for (const [id, result] of results) {
            if (result.status !== 'skipped' || result.because === 'not-in-bundle') continue;
            expect(result.because).not.toBe(id);
            const other = results.get(result.because);
            // Retention and times have no finding that is more than a note.
            if (['erasures/retention', 'time/plausible'].includes(other?.id ?? '')) continue;
            expect(other?.status, `${a} ${state}, ${b}: ${id}`).not.toBe('passed');
          }
        }
  });

  it('names the nearest check in the way, and what stopped that one if it says nothing itself', () => {
    const broken = run(new Map([['records/form', 'broken']]));
    expect(broken.get('inclusion/leaves')).toMatchObject({ because: 'records/form' });
    const cut = run(new Map([['checkpoint/form', 'cut-unseen']]));
    expect(cut.get('checkpoint/form')).toMatchObject({ because: 'archive/content' });
    expect(cut.get('checkpoint/signatures')).toMatchObject({ because: 'checkpoint/form' });
  });

  it('holds back what speaks of proven records, if it has seen any', () => {
    const open = new Map<CheckId, State>([['inclusion/leaves', 'failed']]);
    expect(run(open).get('authorization/decision')).toMatchObject({
      status: 'skipped',
      because: 'inclusion/leaves',
    });
    expect(
      run(open.set('authorization/decision', 'unseen')).get('authorization/decision'),
    ).toMatchObject({
      because: 'not-in-bundle',
    });
  });

  it('counts what is missing only where the auditor requires it', () => {
    for (const { id, absent, needed } of CATALOGUE.filter((row) => 'absent' in row).map(
      (row) => row as Check & { id: CheckId },
    )) {
      const findings = new Findings();
      for (const code of absent ?? []) findings.absent(code as 'CHECKPOINT_ABSENT', {}, 'missing');
      for (const word of REQUIREMENTS) {
        const result = settle(findings, new Set([word])).find((each) => each.id === id);
        expect(result?.status, `${id} under ${word}`).toBe(
          word === needed ? 'unproven' : 'skipped',
        );
        expect(result?.findings.length).toBe(word === needed ? absent?.length : 0);
      }
    }
  });

  it('stops what may not be in the bundle only where the auditor requires it', () => {
    const findings = new Findings();
    findings.stopIfRequired('checkpoint/witnesses', 'checkpoint/form');
    const because = (requirements: typeof ALL) =>
      settle(findings, requirements).find(({ id }) => id === 'checkpoint/witnesses');
    expect(because(ALL)).toMatchObject({ because: 'checkpoint/form' });
    expect(because(NONE)).toMatchObject({ because: 'not-in-bundle' });
  });

  it('lets a failure outrank a gap, and a gap outrank being stopped', () => {
    const findings = new Findings();
    const status = () =>
      settle(findings, NONE).find(({ id }) => id === 'records/signatures')?.status;
    findings.examined('records/signatures');
    expect(status()).toBe('passed');
    findings.stop('records/form', 'records/form');
    expect(status()).toBe('skipped');
    findings.report('RECORD_SIGNATURE_KEY_UNKNOWN', {});
    expect(status()).toBe('unproven');
    findings.report('RECORD_SIGNATURE_INVALID', {});
    expect(status()).toBe('failed');
  });
});

/** Every check that rests on this one, directly or not. */
function restingOn(cause: CheckId): readonly CheckId[] {
  const direct = CATALOGUE.filter(({ restsOn }) => (restsOn as readonly string[]).includes(cause));
  return [...new Set(direct.flatMap(({ id }) => [id, ...restingOn(id)]))];
}
