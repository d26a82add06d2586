// The drill: every tampering that applies to a good bundle is caught, and by the check that should; nothing of the bundle is changed;
// and a tampering that nobody caught would be said.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { drillOf } from '../scripts/drill/bundles.js';
import { AT, made, trustRoot } from '../scripts/fixtures/case.js';
import { loadCorpus } from '../scripts/fuzz/corpus.js';
import { type Node, readDer, writeDer } from '../scripts/fuzz/der.js';
import { splitLines } from '../scripts/fuzz/lines.js';
import { readCentral, writeZip } from '../scripts/fuzz/zip.js';
import { rememberAnswers } from '../scripts/remember.js';
import { sourceFromBytes } from '../src/archive/source.js';
import { parseTime } from '../src/base/encoding.js';
import { canonicalize, type Json } from '../src/base/json.js';
import { CATALOGUE, type CheckId } from '../src/catalogue/checks.js';
import type { Requirement } from '../src/catalogue/requirements.js';
import { TAMPERINGS } from '../src/drill/catalogue.js';
import { newFindings } from '../src/drill/compare.js';
import { type Files, textOf, withFile } from '../src/drill/files.js';
import { Picker } from '../src/drill/picker.js';
import { allCaught, type Drill } from '../src/drill/result.js';
import { DRILL_ZIP_BYTES, drillBundle, type Plan } from '../src/drill/run.js';
import { DRILL_BYTES, DRILL_LINES, type Subject } from '../src/drill/subject.js';
import { FAMILIES, type Tampered, type Tampering } from '../src/drill/tampering.js';
import { renderDrill, renderDrillJson } from '../src/drill/text.js';
import { loadTrustRoot, type TrustRoot } from '../src/trust/trust-root.js';
import { verifyBundle } from '../src/verify.js';
import { command } from './support/command.js';
import { rawZip } from './support/raw-zip.js';
import { checkSchema } from './support/schema.js';

/** Long, because the machine may have other things to do: a drill of the largest of these takes seconds. */
const TIMEOUT = 600_000;

interface Given {
  readonly bytes: Uint8Array;
  readonly trustRoot: TrustRoot | undefined;
  readonly at: bigint;
  readonly requirements: readonly Requirement[];
}

/** One for all bundles under it: what its keys answered is remembered. */
const roots = new Map<string, TrustRoot>();
function rootOf(path: string): TrustRoot {
  const root = roots.get(path) ?? rememberAnswers(loadTrustRoot(readFileSync(path)));
  roots.set(path, root);
  return root;
}

function given(name: string): Given {
  const folder = `fixtures/${name === 'demo' ? name : `${name.includes('/') ? 'cases' : 'golden'}/${name}`}`;
  const { trust_root, at, options } =
    name === 'demo'
      ? { trust_root: 'trust-root.json', at: '2026-04-01T00:00:00Z', options: {} }
      : (JSON.parse(readFileSync(`${folder}/case.json`, 'utf8')) as {
          trust_root: string | null;
          at: string;
          options: { requirements?: Requirement[] };
        });
  const file = name === 'demo' ? 'incident.zip' : 'bundle.zip';
  return {
    bytes: new Uint8Array(readFileSync(`${folder}/${file}`)),
    trustRoot: trust_root === null ? undefined : rootOf(`${folder}/${trust_root}`),
    at: parseTime(at) ?? 0n,
    requirements: ('requirements' in options ? options.requirements : undefined) ?? [],
  };
}

function drilled(name: string, seed = 1, catalogue?: readonly Tampering[]): Promise<Drill> {
  const { bytes, trustRoot, at, requirements } = given(name);
  return drillBundle(
    sourceFromBytes(bytes),
    trustRoot,
    { at, name, seed, requirements },
    ...(catalogue === undefined ? [] : [catalogue]),
  );
}

const BUNDLES = [
  'demo',
  'pass-02-sealed',
  'pass-08-erasure',
  'pass-13-witnesses',
  'pass-14-sha256-consistency',
  'pass-17-everything',
] as const;
const drills = new Map<string, Drill>();

/** Checks that no tampering without keys can keep from passing, and why. */
const UNREACHED: Readonly<Partial<Record<CheckId, string>>> = {
  'erasures/retention': 'its findings are notes: a legal ground may come before the period (§9.3)',
  'time/plausible': 'its findings are notes: clocks may differ (§12.3)',
  'time/algorithms': 'it looks at the day that the auditor asks about, not at the bundle (§12.5)',
  'time/renewals': 'renewals lie beside the bundle, and a drill changes the bundle (§12.6)',
  'custody/chain': 'custody lies beside the bundle, and a drill changes the bundle (§12.8)',
};

describe.each(BUNDLES)('%s', (name) => {
  const before = given(name).bytes;
  let drill: Drill;
  beforeAll(async () => {
    const { bytes, trustRoot, at, requirements } = given(name);
    drill = await drillBundle(sourceFromBytes(bytes), trustRoot, {
      ...{ at, name, seed: 1, requirements },
    });
    drills.set(name, drill);
    expect(Buffer.from(bytes).equals(before)).toBe(true);
  }, TIMEOUT);

  it('passes, and every tampering that applies is caught by a check that is expected to', () => {
    expect(drill.verdict).toBe('pass');
    const odd = drill.tamperings.filter(
      ({ outcome, as_expected, verdict }) =>
        outcome !== 'caught' || !as_expected || verdict === 'pass',
    );
    expect(odd).toEqual([]);
    expect(allCaught(drill)).toBe(true);
    expect(drill.counts).toMatchObject({
      ...{ caught: drill.tamperings.length, missed: 0, hidden: 0, by_another_check: 0 },
    });
    for (const { decided, expected } of drill.tamperings)
      expect(expected).toContain(decided?.check);
  });

  it('has a row for every tampering, and says what the others lack', () => {
    const ids = [...drill.tamperings, ...drill.not_applicable].map(({ id }) => id);
    expect([...ids].sort()).toEqual(TAMPERINGS.map(({ id }) => id).sort());
    for (const { id, why } of drill.not_applicable)
      expect(why, id).toMatch(/^the (?:bundle|checkpoint) has no |is stopped in the bundle itself/);
    expect(drill.tamperings.length).toBeGreaterThan(130);
  });

  it('tells of everything detached that is removed', () => {
    for (const { what, outcome, verdict, reported } of drill.removals) {
      expect(reported, what).not.toEqual([]);
      expect(verdict, what).toBe(outcome === 'legal' ? 'pass' : 'unproven');
    }
  });

  it('gives a document of its schema', () => {
    expect(checkSchema('drill', JSON.parse(renderDrillJson(drill)) as Json)).toBeUndefined();
  });

  it('says the verdict first, the counts last, and what it did in between', () => {
    const text = renderDrill(drill);
    const lines = text.trimEnd().split('\n');
    expect(lines[0]).toBe(`PASS  ${name}: ${drill.summary}`);
    const { tamperings, not_applicable } = drill.counts;
    expect(lines.at(-1)).toBe(
      `${tamperings} tamperings, ${tamperings} caught, ${not_applicable} not applicable`,
    );
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(100);
    expect(text).toContain('archive/structure  ZIP_TRAILING_BYTES');
    expect(text).not.toContain('MISSED');
  });
});

describe('the catalogue of tamperings', () => {
  it('names each once, in plain words, and under a family', () => {
    expect(new Set(TAMPERINGS.map(({ id }) => id)).size).toBe(TAMPERINGS.length);
    expect(new Set(TAMPERINGS.map(({ what }) => what)).size).toBe(TAMPERINGS.length);
    for (const { id, what, by } of TAMPERINGS) {
      expect(Object.keys(FAMILIES)).toContain(id.split('/')[0]);
      expect(what, id).toMatch(/^[^\n]{10,100}[^.]$/);
      expect(by.length, id).toBeGreaterThan(0);
    }
  });

  it('reaches every check but those that are named with a reason', () => {
    const reached = new Set(
      [...drills.values()].flatMap(({ tamperings }) =>
        tamperings.map(({ decided }) => decided?.check),
      ),
    );
    const missing = CATALOGUE.map(({ id }) => id).filter((id) => !reached.has(id));
    expect(missing).toEqual(Object.keys(UNREACHED));
  });

  it('has no tampering that applies to none of these bundles', () => {
    const applied = new Set(
      [...drills.values()].flatMap(({ tamperings }) => tamperings.map(({ id }) => id)),
    );
    expect(TAMPERINGS.map(({ id }) => id).filter((id) => !applied.has(id))).toEqual([]);
  });
});

describe('removals', () => {
  const removal = (name: string, what: string) =>
    drills.get(name)?.removals.find((each) => each.what === what);

  it('are legal where nothing needs what is gone, and say so', () => {
    expect(removal('pass-02-sealed', 'disclosures.jsonl')).toMatchObject({
      outcome: 'legal',
      reported: expect.arrayContaining(['disclosures/commitments: not in the bundle']),
    });
    expect(removal('pass-14-sha256-consistency', 'proof/consistency.jsonl')).toMatchObject({
      outcome: 'legal',
      reported: ['checkpoint/consistency: not in the bundle'],
    });
  });

  it('are needed where a requirement is', () => {
    expect(removal('pass-13-witnesses', 'cosignature 1 of 2')).toMatchObject({
      outcome: 'needed',
      verdict: 'unproven',
      reported: expect.arrayContaining(['WITNESS_QUORUM_UNMET']),
    });
    expect(removal('pass-17-everything', 'timestamps/checkpoint.1.tsr')).toMatchObject({
      outcome: 'needed',
      reported: expect.arrayContaining(['CHECKPOINT_TIMESTAMP_MISSING']),
    });
  });
});

/** A line of a key that nobody lists, which is ignored (§7.1): what a tampering looks like that nobody catches. */
const ignored = (by: CheckId): Tampering => ({
  ...{ id: 'records/ignored', what: 'a line is added that means nothing', by: [by] as const },
  apply: ({ files }) => {
    const line = `\u2014 stranger.example/drill ${Buffer.alloc(72).toString('base64')}\n`;
    return { bundle: withFile(files, 'checkpoint', `${textOf(files, 'checkpoint')}${line}`) };
  },
});
const byteAfter = TAMPERINGS.filter(({ id }) => id === 'zip/byte-after');

describe('what is not caught', () => {
  it('is said loudly, and is a failure of the drill', async () => {
    const drill = await drilled('pass-02-sealed', 1, [ignored('inclusion/leaves'), ...byteAfter]);
    expect(drill.counts).toMatchObject({ tamperings: 2, caught: 1, missed: 1, hidden: 0 });
    expect(allCaught(drill)).toBe(false);
    const text = renderDrill(drill);
    expect(text).toContain('\nNOT CAUGHT\n  records/ignored: a line is added that means nothing\n');
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      '2 tamperings, 1 caught, 1 NOT CAUGHT, 0 not applicable',
    );
  });

  it('is missed in a bundle that fails elsewhere too: only a new finding counts', async () => {
    const drill = await drilled('fail-16-disclosure-forged', 1, [ignored('inclusion/leaves')]);
    expect(drill).toMatchObject({ verdict: 'fail', counts: { caught: 0, missed: 1 } });
    expect(renderDrill(drill)).toContain('The bundle itself does not pass.');
  });

  it('is hidden where the bundle itself leaves the check open', async () => {
    const drill = await drilled('unproven-03-no-attestation', 1, [ignored('attestation/form')]);
    expect(drill).toMatchObject({ verdict: 'unproven', counts: { missed: 0, hidden: 1 } });
    expect(allCaught(drill)).toBe(true);
  });
});

describe('what changes nothing', () => {
  const said = 'the bundle has no place in which this changes a byte';
  const whyOf = ({ not_applicable }: Drill, id: string) =>
    not_applicable.find((each) => each.id === id)?.why;

  it('is not a tampering: the same entries, in whatever order, or the same zip', async () => {
    const same: Tampering[] = [
      {
        id: 'records/a',
        what: '',
        by: ['records/form'],
        apply: ({ files }) => ({ bundle: files }),
      },
      {
        ...{ id: 'records/b', what: '', by: ['records/form'] as const },
        apply: ({ files }) => ({
          bundle: new Map([...files].reverse().map(([path, bytes]) => [path, bytes.slice()])),
        }),
      },
      {
        ...{ id: 'zip/c', what: '', by: ['archive/structure'] as const },
        apply: ({ zip }) => ({ bundle: zip?.bytes.slice() ?? new Uint8Array(0) }),
      },
    ];
    const drill = await drilled('pass-02-sealed', 1, same);
    expect(drill.counts).toMatchObject({ tamperings: 0, not_applicable: 3 });
    for (const { id } of same) expect(whyOf(drill, id)).toBe(said);
  });

  it('an entry that stands twice is a change', async () => {
    const twice: Tampering = {
      ...{ id: 'names/d', what: '', by: ['archive/names'] as const },
      apply: ({ files }) => ({ bundle: [...files, ...[...files].slice(0, 1)] }),
    };
    expect((await drilled('pass-02-sealed', 1, [twice])).counts).toMatchObject({ caught: 1 });
  });

  it('the only record that is shown is disclosed: its values cannot be moved', async () => {
    const { bytes, trustRoot: root, at } = given('valid/one-record');
    const disclosures = { only: ['disclosures'] } as const;
    for (const [seed, more] of [{}, disclosures, disclosures].entries()) {
      const options = { at, name: 'x', seed, ...more };
      const drill = await drillBundle(sourceFromBytes(bytes), root, options);
      expect(drill).toMatchObject({ verdict: 'pass', counts: { missed: 0, by_another_check: 0 } });
      expect(whyOf(drill, 'disclosures/moved')).toContain('no second record');
    }
  });

  it('two records that are both disclosed: values are moved both ways', async () => {
    const bundle = await made({ sequence: { from: 5, to: 7 }, disclose: 'all' })();
    const moved = TAMPERINGS.filter(({ id }) => id === 'disclosures/moved');
    const drill = await drillBundle(
      sourceFromBytes(bundle),
      loadTrustRoot(Buffer.from(canonicalize(trustRoot()))),
      { at: parseTime(AT) ?? 0n, name: 'x', seed: 1 },
      moved,
    );
    const findings = { check: 'disclosures/commitments', code: 'DISCLOSURE_NO_COMMITMENT' };
    expect(drill.tamperings).toMatchObject([{ outcome: 'caught', decided: findings }]);
    const files = readCentral(bundle) ?? new Map();
    const copy = moved[0]?.apply({ files, records: [] } as unknown as Subject, new Picker(1, 'x'));
    const disclosed = (entries: Files) =>
      splitLines(entries.get('disclosures.jsonl') ?? new Uint8Array(0)).map(
        (line) => JSON.parse(Buffer.from(line).toString()).disclosures,
      );
    expect(disclosed((copy as Tampered).bundle as Files)).toEqual(disclosed(files).toReversed());
  });

  it('the words that a drill writes are there already', async () => {
    const bundle = await made({ bundleId: 'evb_drill', exporter: 'a drill' })();
    const drill = await drillBundle(
      sourceFromBytes(bundle),
      loadTrustRoot(Buffer.from(canonicalize(trustRoot()))),
      { at: parseTime(AT) ?? 0n, name: 'x', seed: 1, only: ['manifest', 'attestation'] },
    );
    expect(drill).toMatchObject({ verdict: 'pass', counts: { missed: 0, by_another_check: 0 } });
    for (const id of ['manifest/bundle-id', 'manifest/exporter', 'attestation/bundle-id'])
      expect(whyOf(drill, id)).toBe(said);
  });

  it('the octets of a signature stand in unsigned attributes as well: the signature itself is changed', async () => {
    const name = 'fixtures/cases/valid/timestamps/bundle.zip';
    const files = new Map(readCentral(readFileSync(name)));
    const path = [...files.keys()].find((each) => each.startsWith('timestamps/checkpoint.')) ?? '';
    files.set(path, withUnsignedCopy(files.get(path) ?? new Uint8Array(0)));
    const { trustRoot: root, at } = given('valid/timestamps');
    const drill = await drillBundle(sourceFromBytes(writeZip(files)), root, {
      ...{ at, name: 'x', seed: 1, only: ['timestamps'] as const },
    });
    expect(drill).toMatchObject({ verdict: 'pass', counts: { missed: 0, by_another_check: 0 } });
    const row = drill.tamperings.find(({ id }) => id === 'timestamps/checkpoint-signature');
    expect(row).toMatchObject({ outcome: 'caught' });
  });
});

/** Adds unsigned attributes to the SignerInfo of a token (RFC 5652 §5.3): one that holds the signature again. */
function withUnsignedCopy(token: Uint8Array): Uint8Array {
  const nodes = readDer(token) ?? [];
  const signedData = nodes[0]?.children?.[1]?.children?.[1]?.children?.[0]?.children;
  const signer = signedData?.at(-1)?.children?.[0]?.children;
  const signature = signer?.at(-1)?.content ?? new Uint8Array(0);
  const oid = Uint8Array.of(0x2b, 0x06, 0x01, 0x04, 0x01, 0x81, 0xfd, 0x59, 0x01);
  const node = (tag: number, content: Uint8Array, children?: Node[]): Node => ({
    tag,
    content,
    children,
  });
  const none = new Uint8Array(0);
  const value = node(0x31, none, [node(0x04, signature)]);
  signer?.push(node(0xa1, none, [node(0x30, none, [node(0x06, oid), value])]));
  return writeDer(nodes);
}

describe('a bound', () => {
  const counts = ({ counts: { tamperings, not_applicable, not_tried }, removals }: Drill) =>
    [tamperings + not_applicable, removals.length, not_tried] as const;

  it('leaves out other families, and counts what it leaves out', async () => {
    const { bytes, trustRoot: root, at } = given('pass-02-sealed');
    const options = { at, name: 'x', seed: 1 };
    const whole = drills.get('pass-02-sealed') as Drill;
    const [tried, removals, left] = counts(whole);
    expect([tried, left]).toEqual([TAMPERINGS.length, 0]);
    const some = await drillBundle(sourceFromBytes(bytes), root, { ...options, only: ['records'] });
    expect(some.tamperings.every(({ id }) => id.startsWith('records/'))).toBe(true);
    const [few, none, rest] = counts(some);
    expect(none).toBe(0);
    expect(few + rest).toBe(tried + removals);
    const row = some.tamperings[0];
    expect(whole.tamperings).toContainEqual(row);
    expect(renderDrill(some).trimEnd()).toMatch(new RegExp(`, ${rest} not tried, as asked$`));
  });

  it('says beforehand how many copies there will be at most, and which follows from the seed', async () => {
    const { bytes, trustRoot: root, at } = given('pass-02-sealed');
    const plans: Plan[] = [];
    const drill = async (seed: number) => {
      const begin = async (plan: Plan) => void plans.push(plan);
      const options = { at, name: 'x', seed, copies: 6, begin };
      const { tamperings, not_applicable, removals } = await drillBundle(
        sourceFromBytes(bytes),
        root,
        options,
      );
      return [...tamperings, ...not_applicable, ...removals].map(({ what }) => what);
    };
    const [one, again, other] = [await drill(1), await drill(1), await drill(2)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(one.length).toBe(6);
    const inflated = [...(readCentral(bytes)?.values() ?? [])].reduce(
      (sum, { length }) => sum + length,
      0,
    );
    expect(plans).toEqual([7, 7, 7].map((copies) => ({ copies, bytes: inflated })));
  });
});

describe('the bundles of fixtures/', () => {
  // All of it, with several seeds, is `npm run drill:all`.
  it(
    'are drilled a little, each with a seed of its own: nothing is missed, and what is caught is a change',
    async () => {
      const corpus = loadCorpus();
      const passing = corpus.filter(({ verdict }) => verdict === 'pass');
      const others = corpus.filter(({ verdict }, at) => verdict !== 'pass' && at % 16 === 0);
      const tried = new Set<string>();
      for (const [seed, base] of [...passing, ...others].entries()) {
        const { drill, faults } = await drillOf(base, seed, 5);
        expect(faults, `${base.name}, seed ${seed}`).toEqual([]);
        for (const { id } of drill.tamperings) tried.add(id);
      }
      expect(tried.size).toBeGreaterThan(100);
    },
    TIMEOUT,
  );
});

describe('bundles that do not pass', () => {
  it.each([
    ['fail-01-record-altered', 'fail'],
    ['fail-03-manifest-not-canonical', 'fail'],
    ['fail-25-zip-unlisted-entry', 'fail'],
    ['unproven-01-no-trust-root', 'unproven'],
    ['attestation/signatures--unknown-keys', 'unproven'],
    ['checkpoint/consistency--size-not-below-the-head', 'fail'],
    ['checkpoint/form--other-origin', 'fail'],
    ['disclosures/commitments--descending', 'fail'],
    ['disclosures/commitments--padding', 'fail'],
  ] as const)(
    '%s is drilled all the same, and nothing is missed',
    async (name, verdict) => {
      const drill = await drilled(name);
      expect(drill.verdict).toBe(verdict);
      expect(drill.counts.missed).toBe(0);
      expect(allCaught(drill)).toBe(true);
      expect(drill.counts.tamperings).toBeGreaterThan(100);
      expect(renderDrill(drill).split('\n')[0]).toMatch(new RegExp(`^${verdict.toUpperCase()}  `));
    },
    TIMEOUT,
  );

  it.each(['fail-26-zip-trailing-bytes', 'fail-24-zip-case-collision', 'unproven-05-newer-format'])(
    '%s cannot be opened: nothing is tried, and that is said',
    async (name) => {
      const drill = await drilled(name);
      expect(drill.counts).toMatchObject({ tamperings: 0, not_applicable: TAMPERINGS.length });
      expect(renderDrill(drill)).toContain('Nothing was tampered with');
      expect(renderDrill(drill).split('\n').length).toBeLessThan(15);
    },
  );

  it('a finding counts as new by what it says and where, not by its line', async () => {
    const { bytes, trustRoot, at } = given('fail-16-disclosure-forged');
    const run = await verifyBundle(sourceFromBytes(bytes), trustRoot, { at, name: 'x' });
    expect(newFindings(run, run)).toEqual([]);
    const moved = {
      ...run,
      checks: run.checks.map((check) => ({
        ...check,
        findings: check.findings.map((each) => ({ ...each, where: { ...each.where, line: 99 } })),
      })),
    };
    expect(newFindings(run, moved)).toEqual([]);
    const other = {
      ...run,
      checks: run.checks.map((check) => ({
        ...check,
        findings: check.findings.map((each) => ({ ...each, actual: 'other' })),
      })),
    };
    expect(newFindings(run, other)).toEqual([
      { check: 'disclosures/commitments', code: 'DISCLOSURE_NO_COMMITMENT' },
    ]);
  });
});

describe('seeds', () => {
  const some = TAMPERINGS.filter(({ id }) => id.startsWith('bytes/'));

  it('the same one gives the same drill, another one other places', async () => {
    const [one, again, other] = await Promise.all([
      drilled('pass-02-sealed', 5, some),
      drilled('pass-02-sealed', 5, some),
      drilled('pass-02-sealed', 6, some),
    ]);
    expect(renderDrillJson(again)).toBe(renderDrillJson(one));
    const places = ({ tamperings }: Drill) => tamperings.map(({ where }) => where);
    expect(places(other)).not.toEqual(places(one));
    expect(other.counts).toMatchObject({ missed: 0, by_another_check: 0 });
  });

  it('a picker reaches every choice, and depends on seed and name', () => {
    const picker = new Picker(1, 'x');
    expect(new Set(Array.from({ length: 200 }, () => picker.below(7)))).toEqual(
      new Set([0, 1, 2, 3, 4, 5, 6]),
    );
    const firsts = (seed: number, name: string) => {
      const each = new Picker(seed, name);
      return Array.from({ length: 8 }, () => each.below(1_000));
    };
    expect(firsts(1, 'x')).toEqual(firsts(1, 'x'));
    expect(firsts(2, 'x')).not.toEqual(firsts(1, 'x'));
    expect(firsts(1, 'y')).not.toEqual(firsts(1, 'x'));
    expect(new Picker(1, 'x').below(0)).toBe(0);
    const { bytes, at } = new Picker(3, 'x').flip(new Uint8Array(8), 2, 5);
    expect(at).toBeGreaterThanOrEqual(2);
    expect(at).toBeLessThan(5);
    expect(bytes.filter((byte) => byte !== 0).length).toBe(1);
  });
});

describe('the verb', () => {
  const BUNDLE = 'fixtures/golden/pass-02-sealed/bundle.zip';
  const trusted = ['--trust-root', 'fixtures/golden/trust-root.json'];

  it(
    'drills the file that is named and leaves it as it was: exit code 0',
    async () => {
      const before = readFileSync(BUNDLE);
      const text = await command(['drill', BUNDLE, ...trusted]);
      expect(text.exit).toBe(0);
      expect(text.stdout).toMatch(/^PASS {2}fixtures/);
      expect(text.stdout).toMatch(/\n\d+ tamperings, \d+ caught, \d+ not applicable\n$/);
      const json = await command(['drill', '--bundle', BUNDLE, ...trusted, '--format', 'json']);
      expect(json.exit).toBe(0);
      const document = JSON.parse(json.stdout) as Json;
      expect(checkSchema('drill', document)).toBeUndefined();
      expect(document).toMatchObject({ seed: 1, verdict: 'pass', at: '2026-04-01T00:00:00Z' });
      expect(readFileSync(BUNDLE).equals(before)).toBe(true);
    },
    TIMEOUT,
  );

  it('tries a part, as asked', async () => {
    const few = await command(['drill', BUNDLE, ...trusted, '--only', 'zip', '--copies', '3']);
    expect(few.exit).toBe(0);
    expect(few.stdout).toMatch(
      /\n3 tamperings, 3 caught, 0 not applicable, \d+ not tried, as asked\n$/,
    );
  });

  it('ends with the code of the verdict where nothing can be tried', async () => {
    const fail = ['drill', 'fixtures/golden/fail-26-zip-trailing-bytes/bundle.zip', ...trusted];
    expect((await command(fail)).exit).toBe(1);
    const open = ['drill', 'fixtures/golden/unproven-05-newer-format/bundle.zip', ...trusted];
    expect((await command(open)).exit).toBe(3);
  });

  it.each([
    [['drill'], 'no bundle is given'],
    [['drill', BUNDLE, '--seed', '-1'], '--seed'],
    [['drill', BUNDLE, '--seed', '4294967296'], '--seed: 4294967296 is not a number'],
    [['drill', BUNDLE, '--copies', '0'], '--copies'],
    [['drill', BUNDLE, '--only', 'luck'], '--only'],
    [['drill', BUNDLE, '--format', 'junit'], '--format: junit is not one of text, json'],
    [['drill', BUNDLE, '--require', 'luck'], '--require: luck'],
    [['drill', 'fixtures/nothing.zip'], 'ERR_BUNDLE_UNREADABLE'],
  ] as const)('%j is the fault of the operator', async (argv, said) => {
    const ran = await command(argv);
    expect(ran).toMatchObject({ exit: 2, stdout: '' });
    expect(ran.stderr).toContain(said);
  });
});

describe('bundles that are too large', () => {
  const options = { at: 0n, name: 'x', seed: 1 };
  const refused = { code: 'ERR_DRILL_TOO_LARGE' };

  it('are refused by the size of the zip, before a byte is read', async () => {
    const source = {
      size: DRILL_ZIP_BYTES + 1,
      read: () => Promise.reject(new Error('read')),
    };
    await expect(drillBundle(source, undefined, options)).rejects.toMatchObject(refused);
  });

  it('are refused by the size that the zip declares, before anything is inflated', async () => {
    // No deflate stream at all: whoever inflated it would say so.
    const zip = (size: number) =>
      rawZip({
        entries: [
          { name: 'records.jsonl', method: 8, data: new Uint8Array(300_000), header: { size } },
        ],
      });
    await expect(
      drillBundle(sourceFromBytes(zip(DRILL_BYTES + 1)), undefined, options),
    ).rejects.toMatchObject(refused);
    const drill = await drillBundle(sourceFromBytes(zip(DRILL_BYTES)), undefined, options);
    expect(drill).toMatchObject({ verdict: 'fail', counts: { tamperings: 0 } });
  });

  it('are refused by their lines: half a million short ones are small as bytes', async () => {
    const lines = (count: number) =>
      rawZip({ entries: [{ name: 'records.jsonl', content: '\n'.repeat(count) }] });
    await expect(
      drillBundle(sourceFromBytes(lines(DRILL_LINES + 1)), undefined, options),
    ).rejects.toMatchObject(refused);
    const drill = await drillBundle(sourceFromBytes(lines(DRILL_LINES)), undefined, options);
    expect(drill).toMatchObject({ verdict: 'fail', counts: { tamperings: 0 } });
  });
});
