// Until when a result is expected to hold (docs/SPEC.md §12.5, §12.6): twenty bundles at five days against a naive reading of their
// signatures, and a catalogue in which every day has a source.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../src/archive/source.js';
import { parseTime } from '../src/base/encoding.js';
import { HORIZON_SOURCES, HORIZONS } from '../src/catalogue/horizons.js';
import { earlier, later } from '../src/checks/horizon.js';
import type { VerifyOptions } from '../src/transcript/options.js';
import { horizonsDigest } from '../src/transcript/proves-until.js';
import type { Transcript } from '../src/transcript/transcript.js';
import { loadTrustRoot } from '../src/trust/trust-root.js';
import { verifyBundle } from '../src/verify.js';

const FIXTURES = new URL('../fixtures/', import.meta.url);
const bytes = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, FIXTURES)));
const DAYS = ['2027-01-01', '2030-12-31', '2031-01-01', '2036-01-01', '2046-01-01'];

/** Passing bundles that need no option of their own. */
const BUNDLES = ['golden', 'cases/valid']
  .flatMap((folder) => readdirSync(new URL(folder, FIXTURES)).map((name) => `${folder}/${name}`))
  .filter((folder) => existsSync(new URL(`${folder}/case.json`, FIXTURES)))
  .map((folder) => ({
    folder,
    ...JSON.parse(Buffer.from(bytes(`${folder}/case.json`)).toString()),
  }))
  .filter(({ verdict, options }) => {
    const asked = Object.keys(options).filter((name) => name !== 'requirements');
    return verdict === 'pass' && asked.length === 0;
  });
const stamped = BUNDLES.filter(({ options }) => options.requirements?.includes('timestamp'));
const SAMPLE = [...new Set([...stamped, ...BUNDLES])].slice(0, 20);

function run(
  { folder, trust_root, at, options }: (typeof BUNDLES)[number],
  more: Partial<VerifyOptions> = {},
): Promise<Transcript> {
  return verifyBundle(
    sourceFromBytes(bytes(`${folder}/bundle.zip`)),
    loadTrustRoot(bytes(`${folder}/${trust_root}`)),
    {
      at: parseTime(at) ?? 0n,
      name: 'bundle.zip',
      requirements: options.requirements ?? [],
      ...more,
    },
  );
}

/** Their keys are no longer valid: by their tokens alone they are proven. */
const LEAN = ['golden/pass-18-revoked-later', 'golden/pass-20-expired-keys'];

/** The same by the words of the signatures, as somebody would read them off a page. */
function naive({ signatures, requirements }: Transcript, folder: string): string | undefined {
  const days = signatures.flatMap(({ what, algorithm, status }) => {
    if (status !== 'verified') return [];
    const isNeeded = requirements.includes('timestamp') || LEAN.includes(folder);
    if (!isNeeded || !what.startsWith('time stamp')) return [];
    return [/RSA-(?:2|30[0-6])\d\d/.test(algorithm) ? '2030-12-31' : '2035-12-31'];
  });
  return days.sort()[0];
}

describe('twenty bundles at five days', () => {
  it('are there, some with required time stamps', () => {
    expect(SAMPLE).toHaveLength(20);
    expect(stamped.length).toBeGreaterThan(0);
  });

  it.each(SAMPLE.map((one) => [one.folder, one] as const))('%s', async (_, one) => {
    const plain = await run(one);
    const { proves_until: horizon, requirements } = plain;
    if (!requirements.includes('witnesses'))
      expect(horizon.verdict_until).toBe(naive(plain, one.folder));
    for (const day of DAYS) {
      const asOf = parseTime(`${day}T00:00:00Z`) ?? 0n;
      const { verdict, proves_until, checks } = await run(one, { asOf });
      const holds = horizon.verdict_until === undefined || day <= horizon.verdict_until;
      expect(verdict, day).toBe(holds ? 'pass' : 'unproven');
      expect(proves_until.as_of).toMatchObject({ day, holds });
      const check = checks.find(({ id }) => id === 'time/algorithms');
      expect(check?.examined).toBe(horizon.parts.length);
    }
  });
});

describe('the catalogue of algorithms', () => {
  it('has a dated source for each line, and says of each how far it was checked', () => {
    for (const [name, { until, sources }] of Object.entries(HORIZONS)) {
      expect(sources.length, name).toBeGreaterThan(0);
      for (const source of sources) expect(Object.keys(HORIZON_SOURCES)).toContain(source);
      if (until !== null) expect(until, name).toMatch(/^20\d\d-12-31$/);
    }
    for (const { date, says, checked } of Object.values(HORIZON_SOURCES)) {
      expect(date).toMatch(/^20\d\d-\d\d/);
      expect(says).toMatch(/^[A-Z].*\.$/);
      expect(['read in a copy', 'quoted by others', 'not verified']).toContain(checked);
    }
    // Nothing that nobody could verify is the only ground of a day.
    for (const [name, { until, sources }] of Object.entries(HORIZONS))
      if (until !== null)
        expect(
          sources.some((source) => HORIZON_SOURCES[source].checked === 'quoted by others'),
          name,
        ).toBe(true);
  });

  it('has one fingerprint, which every transcript states', async () => {
    expect(horizonsDigest()).toMatch(/^[0-9a-f]{64}$/);
    const [one] = SAMPLE;
    if (one !== undefined)
      expect((await run(one)).proves_until.catalogue.sha3_256).toBe(horizonsDigest());
  });

  it('takes no end as later than any day', () => {
    expect([earlier(null, '2030-12-31'), earlier('2031-01-01', '2030-12-31')]).toEqual([
      '2030-12-31',
      '2030-12-31',
    ]);
    expect([later(null, '2030-12-31'), later('2031-01-01', '2030-12-31')]).toEqual([
      null,
      '2031-01-01',
    ]);
  });
});

describe('the words', () => {
  it('promise nothing', async () => {
    for (const one of SAMPLE.slice(0, 6)) {
      const { sentence } = (await run(one)).proves_until;
      expect(sentence).toMatch(/expected|No text of the catalogue sets an end/);
      expect(sentence).toContain('nobody promises');
      expect(sentence).not.toMatch(/\b(?:will|guarantee|safe|secure|valid until)/i);
    }
  });
});
