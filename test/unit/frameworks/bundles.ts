// Bundles whose records carry, seal, erase or lack fields, made by the exporter; and runs over them.

import fc from 'fast-check';
import { exportEvidenceBundle } from '../../../exporter/bundle.js';
import { deriveFrom } from '../../../exporter/derive.js';
import { TEST_ORIGIN, testKeys } from '../../../exporter/keys.js';
import { Ledger } from '../../../exporter/ledger.js';
import type { ExportOptions } from '../../../exporter/options.js';
import { trustRootFor, trustRootText } from '../../../exporter/trust-root.js';
import { sourceFromBytes } from '../../../src/archive/source.js';
import { type Instant, parseTime, utf8 } from '../../../src/base/encoding.js';
import type { JsonObject } from '../../../src/base/json.js';
import { type ExamineOptions, examine } from '../../../src/examine.js';
import { BUILT_IN, type Framework } from '../../../src/frameworks/framework.js';
import type { Examined } from '../../../src/frameworks/result.js';
import type { VerifyOptions } from '../../../src/transcript/options.js';
import type { Transcript } from '../../../src/transcript/transcript.js';
import { loadTrustRoot } from '../../../src/trust/trust-root.js';
import { verifyBundle } from '../../../src/verify.js';

const KEYS = testKeys('frameworks');
const TRUST_ROOT = loadTrustRoot(utf8(trustRootText(trustRootFor(KEYS))));
export const ALL: readonly Framework[] = [...BUILT_IN.values()];
export const AT = instant('2026-04-01T00:00:00Z');

export function instant(text: string): Instant {
  const at = parseTime(text);
  if (at === undefined) throw new Error(`not a time: ${text}`);
  return at;
}

/** A ledger with one record a minute, unless other times are given. */
export function newLedger(times?: readonly string[]): Ledger {
  const start = Date.parse('2026-02-01T00:00:00Z');
  return new Ledger({
    origin: TEST_ORIGIN,
    derive: deriveFrom('frameworks'),
    clock: (sequence) =>
      times?.[sequence] ?? new Date(start + sequence * 60_000).toISOString().replace('.000', ''),
  });
}

/** An event with everything that the guide asks for. */
export const COMPLETE: JsonObject = {
  event_type: 'data_access',
  timestamp: '2026-02-01T00:00:00Z',
  actor: 'dr.smith@hospital.example',
  action: 'read',
  outcome: 'success',
  data_classification: 'PHI',
  legal_basis: 'health_care',
  subject: 'patient/1',
};

export function exported(
  ledger: Ledger,
  options: Partial<ExportOptions> = {},
): Promise<Uint8Array> {
  const selects = ['recordIds', 'sequence', 'period'].some((name) => name in options);
  return exportEvidenceBundle(ledger, {
    bundleId: 'evb_frameworks',
    exportedAt: '2026-03-30T00:00:00Z',
    keys: KEYS,
    compress: false,
    ...(selects ? {} : { sequence: { from: 0, to: ledger.size } }),
    ...options,
  }).toBytes();
}

/** Verifies, and examines for the frameworks that are named. */
export async function verified(
  zip: Uint8Array,
  { frameworks = [], ...options }: Partial<VerifyOptions> & ExamineOptions = {},
): Promise<Transcript> {
  const source = sourceFromBytes(zip);
  const run = { at: AT, name: 'x.zip', ...options };
  return examine(await verifyBundle(source, TRUST_ROOT, run), source, { frameworks });
}

/** The result for one framework that was examined. */
export function examined({ frameworks = [] }: Transcript, id: string): Examined {
  const result = frameworks.find((one) => one.id === id);
  if (result?.state !== 'examined') throw new Error(`${id} was not examined`);
  return result;
}

const VALUES = [
  'x',
  'PHI',
  'phi',
  'legitimate_interest',
  'login',
  'read',
  '',
  '  ',
  null,
  0,
  false,
];
const NAMES = Object.keys(COMPLETE);

/** What happens to a ledger: an event with some fields changed, sealed or left out; a policy; an erasure. */
const arbitraryStep = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('event' as const),
      changed: fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES, ['PHI', 1])),
      dropped: fc.subarray(NAMES),
      keepAll: fc.boolean(),
      sealed: fc.subarray(NAMES),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('policy' as const),
      name: fc.constantFrom('a', 'b'),
      years: fc.constantFrom(0, 1, 5, 6, 7),
      appliesTo: fc.constantFrom<JsonObject>({}, { data_classification: 'PHI' }, { outcome: 'x' }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erasure' as const), of: fc.nat(30) }) },
);
type Step = typeof arbitraryStep extends fc.Arbitrary<infer T> ? T : never;

export const arbitraryBundle = fc.record({
  steps: fc.array(arbitraryStep, { minLength: 6, maxLength: 30 }),
  from: fc.nat(4),
  disclose: fc.subarray(NAMES),
});

export function bundleOf({
  steps,
  from,
  disclose,
}: {
  readonly steps: readonly Step[];
  readonly from: number;
  readonly disclose: readonly string[];
}): Promise<Uint8Array> {
  const ledger = newLedger();
  const sealedOf: (readonly string[])[] = [];
  const erased = new Set<number>();
  for (const step of steps) {
    const fields = step.kind === 'erasure' && !erased.has(step.of) ? (sealedOf[step.of] ?? []) : [];
    if (step.kind === 'policy')
      ledger.setRetentionPolicy({
        policyName: step.name,
        retentionYears: step.years,
        appliesTo: step.appliesTo,
      });
    else if (step.kind === 'event') {
      const gone = new Set(step.keepAll ? [] : step.dropped);
      const event = Object.fromEntries(
        Object.entries({ ...COMPLETE, ...step.changed }).filter(([name]) => !gone.has(name)),
      );
      const sealed = step.sealed.filter((name) => name in event);
      sealedOf[ledger.size] = sealed;
      ledger.append(event, { sealed });
    } else if (fields.length > 0) {
      erased.add(step.of);
      ledger.erase(step.of, {
        fields,
        policy: 'a',
        legalGround: 'gdpr_art_17_1_a',
        authority: 'DPO',
      });
    } else ledger.append(COMPLETE);
  }
  const start = Math.min(from, ledger.size - 1);
  return exported(ledger, {
    sequence: { from: start, to: ledger.size },
    also: [...Array(start).keys()],
    disclose,
  });
}
