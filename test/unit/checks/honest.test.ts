// What a transcript states as fact is proven, also where the run as a whole is not (docs/SPEC.md §13.1, §14.2, §16.1): a check never
// passes on the part it saw, and nothing that another check contradicts is counted or printed.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AGREEING, reported } from '../../../scripts/fixtures/attachments.js';
import {
  AT,
  AUTHORITY,
  emptyLedger,
  fill,
  logEvent,
  made,
  trustRoot,
  withEntries,
} from '../../../scripts/fixtures/case.js';
import { HISTORY, historyLedger } from '../../../scripts/fixtures/history.js';
import { sourceFromBytes } from '../../../src/archive/source.js';
import { parseBase64, parseTime, toBase64 } from '../../../src/base/encoding.js';
import { canonicalize, type JsonObject } from '../../../src/base/json.js';
import type { Limits } from '../../../src/base/limits.js';
import type { CheckId } from '../../../src/catalogue/checks.js';
import { renderText } from '../../../src/report/text.js';
import type { Transcript, TranscriptCheck } from '../../../src/transcript/transcript.js';
import { loadTrustRoot, type TrustRoot } from '../../../src/trust/trust-root.js';
import { verifyBundle } from '../../../src/verify.js';

const ROOT = loadTrustRoot(Buffer.from(JSON.stringify(trustRoot()), 'utf8'));
const ATTESTATION = 'attestation.dsse.json';

async function run(
  bundle: () => Promise<Uint8Array>,
  limits: Partial<Limits> = {},
  root: TrustRoot | null = ROOT,
): Promise<Transcript> {
  const options = { at: parseTime(AT) ?? 0n, name: 'x', limits };
  return verifyBundle(sourceFromBytes(await bundle()), root ?? undefined, options);
}

function check(transcript: Transcript, id: CheckId): TranscriptCheck {
  const found = transcript.checks.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

function codes(transcript: Transcript, id: CheckId): string[] {
  return [...new Set(check(transcript, id).findings.map(({ code }) => code))];
}

/** A tamperer without keys: changes the envelope after it was signed. */
function envelope(change: (envelope: JsonObject) => JsonObject) {
  return withEntries((entries) => {
    const before = Buffer.from(entries.get(ATTESTATION) ?? []).toString('utf8');
    const after = canonicalize(change(JSON.parse(before) as JsonObject));
    entries.set(ATTESTATION, Buffer.from(after, 'utf8'));
  });
}

function statement(of: JsonObject, change: (statement: JsonObject) => JsonObject): JsonObject {
  const payload = parseBase64(String(of['payload'])) ?? new Uint8Array(0);
  const changed = change(JSON.parse(Buffer.from(payload).toString('utf8')) as JsonObject);
  return { ...of, payload: toBase64(Buffer.from(canonicalize(changed), 'utf8')) };
}

const halves = (of: JsonObject) => of['signatures'] as readonly JsonObject[];

describe('inclusion of a part', () => {
  it('is no pass of inclusion/leaves, and nothing is counted, where one record has no path', async () => {
    const transcript = await run(
      made({ tamper: { lines: { 'proof/paths.jsonl': (lines) => lines.slice(1) } } }),
    );
    expect(check(transcript, 'inclusion/form').status).toBe('failed');
    expect(check(transcript, 'inclusion/leaves')).toMatchObject({
      status: 'skipped',
      because: 'inclusion/form',
    });
    expect(transcript.evidence.records).toBe(0);
    expect(renderText(transcript)).toContain('nothing is counted');
    expect(check(transcript, 'completeness/selection').status).toBe('skipped');
  });

  it('is none where one record lies outside the tree', async () => {
    const transcript = await run(
      made({
        tamper: { head: (head) => ({ ...head, size: 6 }) },
      }),
    );
    expect(codes(transcript, 'inclusion/form')).toContain('LEAF_OUTSIDE_TREE');
    expect(check(transcript, 'inclusion/leaves').status).not.toBe('passed');
    expect(transcript.evidence.records).toBe(0);
  });
});

describe('an attestation without a statement', () => {
  it('is signed by nobody, whoever signed those bytes', async () => {
    for (const name of ['form--predicate-type', 'form--two-subjects']) {
      const bundle = readFileSync(`fixtures/cases/attestation/${name}/bundle.zip`);
      const transcript = await run(() => Promise.resolve(bundle));
      expect(codes(transcript, 'attestation/form')).toEqual(['STATEMENT_INVALID']);
      for (const id of ['attestation/statement', 'attestation/signatures'] as const)
        expect(check(transcript, id)).toMatchObject({
          status: 'skipped',
          because: 'attestation/form',
          findings: [],
        });
      const lines = transcript.signatures.filter(({ what }) => what === 'attestation');
      expect(lines.map(({ status }) => status)).toEqual(['not counted', 'not counted']);
      expect(transcript.attester).toBeUndefined();
    }
  });
});

describe('compliance reports', () => {
  it('are not accused where the records could not be read', async () => {
    const transcript = await run(
      made({
        ...reported(AGREEING),
        tamper: {
          lines: { 'records.jsonl': (lines) => lines.map((line, i) => (i === 1 ? '{}' : line)) },
        },
      }),
    );
    expect(codes(transcript, 'records/form')).toEqual(['RECORD_INVALID']);
    expect(check(transcript, 'attachments/reports')).toMatchObject({
      status: 'skipped',
      because: 'records/form',
      findings: [],
    });
  });

  it('do not agree by not being compared', async () => {
    const pdf = await run(made(reported('%PDF-1.7', 'application/pdf')));
    expect(pdf.verdict).toBe('unproven');
    expect(codes(pdf, 'attachments/reports')).toEqual(['REPORT_NOT_COMPARED']);
    for (const report of [
      reported({ opinion: 'all controls operate' }),
      reported('id;time\n1;2\n', 'text/csv'),
    ]) {
      const transcript = await run(made(report));
      expect(transcript.verdict).toBe('pass');
      expect(check(transcript, 'attachments/reports')).toMatchObject({
        status: 'skipped',
        examined: 0,
      });
      expect(codes(transcript, 'attachments/reports')).toEqual(['REPORT_NOT_VERIFIED']);
      expect(renderText(transcript)).toContain('(nothing of it can be compared)');
    }
    const compared = await run(made(reported(AGREEING)));
    expect(check(compared, 'attachments/reports')).toMatchObject({ status: 'passed', examined: 1 });
  });
});

describe('an attestation', () => {
  it('whose halves and signers have both changed places is by no known key, and says so', async () => {
    const transcript = await run(
      made({
        tamper: envelope((e) => {
          const swapped = statement(e, (s) => {
            const predicate = s['predicate'] as JsonObject;
            const [one, two] = predicate['signers'] as readonly JsonObject[];
            const signers = [
              { ...one, key_id: two?.['key_id'] ?? '' },
              { ...two, key_id: one?.['key_id'] ?? '' },
            ];
            return { ...s, predicate: { ...predicate, signers } };
          });
          return { ...swapped, signatures: [...halves(e)].reverse() };
        }),
      }),
    );
    expect(check(transcript, 'attestation/statement').status).toBe('passed');
    expect(codes(transcript, 'attestation/signatures')).toEqual(['ATTESTATION_KEY_UNKNOWN']);
  });

  it('of which either half was removed is stripped, and its statement is none the worse', async () => {
    for (const kept of [0, 1]) {
      const transcript = await run(
        made({ tamper: envelope((e) => ({ ...e, signatures: halves(e).slice(kept, kept + 1) })) }),
      );
      expect(codes(transcript, 'attestation/signatures')).toEqual(['ATTESTATION_STRIPPED']);
      expect(check(transcript, 'attestation/statement').status).toBe('passed');
    }
  });

  it('that its signatures do not cover has no proven time', async () => {
    const stamp = (datum: Uint8Array) =>
      AUTHORITY.issue({ over: datum, genTime: '2026-03-20T12:01:00Z' });
    const timestamps = { attestation: [stamp] };
    const sound = await run(made({ timestamps }));
    expect(sound.times.map(({ of }) => of)).toEqual(['attestation']);
    const transcript = await run(
      made({
        timestamps,
        tamper: envelope((e) => statement(e, (s) => ({ ...s, predicate: withClaims(s) }))),
      }),
    );
    expect(check(transcript, 'attestation/timestamps').status).toBe('passed');
    expect(codes(transcript, 'attestation/signatures')).toEqual(['ATTESTATION_SIGNATURE_INVALID']);
    expect(transcript.times).toEqual([]);
    expect(transcript.claims).toBeUndefined();
  });

  it('with one forged half does not call the other one failed', async () => {
    const transcript = await run(
      made({
        tamper: envelope((e) => ({
          ...e,
          signatures: halves(e).map((half, i) => {
            const sig = parseBase64(String(half['sig'])) ?? new Uint8Array(0);
            return i === 1 ? { ...half, sig: toBase64(sig.map((b, at) => b ^ +(at === 9))) } : half;
          }),
        })),
      }),
    );
    expect(
      transcript.signatures
        .filter(({ what }) => what === 'attestation')
        .map(({ algorithm, status }) => `${algorithm} ${status}`),
    ).toEqual(['Ed25519 not counted', 'ML-DSA-65 failed']);
  });
});

const withClaims = (of: JsonObject): JsonObject => ({
  ...(of['predicate'] as JsonObject),
  claims: { hardware: 'quantum' },
});

describe('erasures', () => {
  it('that contradict their target are neither listed nor counted', async () => {
    const record_hash = `sha3-256:${'3'.repeat(64)}`;
    const transcript = await run(
      made(HISTORY, () => historyLedger({ whole: { data: { record_hash } } })),
    );
    expect(codes(transcript, 'erasures/logged')).toEqual(['ERASURE_MISMATCH']);
    expect(transcript.evidence).toMatchObject({
      records: 7,
      erased_records: [],
      sealed_fields: { disclosed: 0, erased: 0, withheld: 12 },
    });
    const text = renderText(transcript);
    expect(text).not.toContain('no whole record');
    expect(text).toContain('what is called erased is not proven');
  });

  it('beyond the limit of the verifier are unproven, and no selected id is missing for it', async () => {
    const kept = historyLedger({ whole: null });
    const ids = [3, 5].map((at) => String(kept.recordAt(at)['record_id']));
    const byId = made({ recordIds: ids.sort(), also: [0, 7, 8] }, historyLedger);
    expect((await run(byId)).verdict).toBe('pass');
    const limited = await run(byId, { erasures: 2 });
    expect(limited.verdict).toBe('unproven');
    expect(codes(limited, 'erasures/logged')).toEqual(['ERASURES_TOO_MANY']);
    expect(codes(limited, 'completeness/selection')).toEqual(['SELECTION_BY_ID']);
  });

  it('name a field once, whatever its name', async () => {
    const ledger = () => {
      const made = emptyLedger();
      logEvent(made, { sealed: ['actor', 'subject'] });
      made.erase(0, {
        fields: ['subject'],
        policy: 'p',
        legalGround: 'court_order',
        authority: 'Court',
        data: { fields: ['__proto__', '__proto__'] },
      });
      return fill(made);
    };
    const transcript = await run(made({ sequence: { from: 0, to: 3 } }, ledger));
    expect(codes(transcript, 'records/form')).toEqual(['RECORD_INVALID']);
  });
});

describe('the zip', () => {
  it('with a broken manifest says so once, and no check stops itself', async () => {
    const transcript = await run(async () => {
      const bundle = Buffer.from(await made()());
      const at = bundle.indexOf('Test exporter');
      bundle[at] = 0x74;
      return bundle;
    });
    const { findings } = check(transcript, 'archive/content');
    expect(findings.map(({ code }) => code)).toEqual(['ENTRY_CRC_MISMATCH']);
    expect(check(transcript, 'manifest/form').because).toBe('archive/content');
    expect(transcript.checks.filter(({ id, because }) => id === because)).toEqual([]);
  });

  it('has each entry counted once', async () => {
    const transcript = await run(made());
    expect(check(transcript, 'archive/content').examined).toBe(
      check(transcript, 'archive/names').examined,
    );
  });
});

describe('without a trust root', () => {
  it('no check of signatures says that the bundle holds nothing for it', async () => {
    const transcript = await run(made(), {}, null);
    for (const id of [
      'checkpoint/signatures',
      'checkpoint/witnesses',
      'attestation/signatures',
    ] as const)
      expect(check(transcript, id).because).toBe('trust/ledger');
  });
});

describe('the summary', () => {
  it('of a bundle that could not be examined does not say that nothing is wrong with it', async () => {
    const transcript = await run(
      made({ tamper: { manifest: () => ({ format: 'softqcos.evidence-bundle/v2', x: 'junk' }) } }),
    );
    expect(transcript.verdict).toBe('unproven');
    expect(transcript.summary).toBe(
      'nothing was found wrong, but proof or trust is missing: manifest/support',
    );
  });

  it('does not speak of a record that the tree does not have', async () => {
    const transcript = await run(
      made({ period: { from: '2026-02-01T09:00:00Z', to: '2026-02-01T10:00:00Z' }, also: [12] }),
    );
    const [found] = check(transcript, 'completeness/selection').findings;
    expect(found).toMatchObject({
      code: 'PERIOD_END_UNPROVEN',
      actual: 'the tree ends with record 12',
    });
  });
});
