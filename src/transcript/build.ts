// Builds the transcript from what a run recorded (docs/SPEC.md §16). Facts about the evidence are printed only where the check
// behind them passed; the exporter's own words stand apart and are never called verified.

import { formatTime, toBase64 } from '../base/encoding.js';
import { SPECIFICATION, VERSION } from '../base/version.js';
import { hashText } from '../bundle/hash-text.js';
import type { Manifest } from '../bundle/manifest.js';
import { describeSelection } from '../bundle/selection.js';
import { TREE_HASH } from '../bundle/suite.js';
import { CATALOGUE } from '../catalogue/checks.js';
import { CODES } from '../catalogue/codes.js';
import { REQUIREMENTS, type Requirement } from '../catalogue/requirements.js';
import { DOES_NOT_SAY, SAYS } from '../catalogue/wording.js';
import type { CheckResult } from '../checks/settle.js';
import { nextOf, summaryOf } from './causes.js';
import { evidenceOf } from './evidence.js';
import type { Facts, Question } from './facts.js';
import { notCheckedOf } from './not-checked.js';
import { provesUntilOf } from './proves-until.js';
import { provenTimes, signatureLines } from './signatures.js';
import { decide, isNeeded, type Transcript, type TranscriptCheck } from './transcript.js';
import { trustModeOf } from './trust-mode.js';

/** The result document of one run. */
export function transcriptOf(
  results: readonly CheckResult[],
  facts: Facts,
  question: Question,
): Transcript {
  const { at, bundle, requirements, trustRoot } = question;
  const verdict = decide(results, requirements);
  const checks = results.map((result) => checkOf(result, requirements));
  const passed = (id: string) =>
    results.some((result) => result.id === id && result.status === 'passed');
  const evidence = evidenceOf(facts.leaves, {
    proven: passed('inclusion/form') && passed('inclusion/leaves'),
    logged: passed('erasures/logged'),
  });
  const attested = passed('attestation/signatures') && passed('attestation/statement');
  const next = nextOf(checks, verdict);
  const claims = facts.attestation?.attestation?.statement?.claims;
  return {
    format: 'softqcos.transcript/v1',
    verdict,
    summary: summaryOf(checks, verdict, facts.manifest !== undefined),
    ...(next === undefined ? {} : { next }),
    verifier: { name: 'softqcos-verify', version: VERSION, specification: SPECIFICATION },
    at: formatTime(at),
    bundle: { ...bundle, ...manifestOf(facts.manifest) },
    trust_root:
      trustRoot === undefined
        ? null
        : {
            name: trustRoot.name,
            serial: trustRoot.serial,
            sha3_256: trustRoot.sha3_256,
            issued_at: trustRoot.issuedAtText,
            expires_at: trustRoot.expiresAtText,
          },
    trust_mode: trustModeOf(results, facts, question),
    requirements: REQUIREMENTS.filter((name) => requirements.has(name)),
    checks,
    evidence,
    signatures: signatureLines(facts, results),
    times: provenTimes(facts),
    proves_until: provesUntilOf(facts, verdict, question.asOf),
    ...custodyOf(facts),
    ...(attested && facts.attestation?.signer !== undefined
      ? { attester: facts.attestation.signer.attester.name }
      : {}),
    ...(attested && claims !== undefined ? { claims } : {}),
    ...splitViewOf(facts),
    compare_by_hand: compareByHand(facts, question),
    says: verdict === 'pass' ? SAYS : [],
    does_not_say: DOES_NOT_SAY,
    not_checked: notCheckedOf(results, facts, question, evidence),
  };
}

/** The words of whoever wrote the entries. */
function custodyOf({ custody }: Facts): Pick<Transcript, 'custody'> {
  if (custody === undefined) return {};
  return {
    custody: custody.map(({ entry: { raw }, keyId }) => ({
      number: raw.number,
      at: raw.at,
      by: raw.by,
      from: raw.from,
      before: raw.before,
      after: raw.after,
      ...(raw.words === undefined ? {} : { words: raw.words }),
      ...(keyId === undefined ? {} : { key: keyId }),
    })),
  };
}

function checkOf(result: CheckResult, requirements: ReadonlySet<Requirement>): TranscriptCheck {
  const row = CATALOGUE.find(({ id }) => id === result.id);
  return {
    id: result.id,
    title: row?.title ?? '',
    section: row?.section ?? '',
    needed: isNeeded(result, requirements),
    status: result.status,
    ...(result.status === 'skipped' ? { because: result.because } : {}),
    examined: result.examined,
    counts: row?.unit ?? '',
    findings: result.findings.map(({ code, ...said }) => ({
      code,
      outcome: CODES[code].outcome,
      ...said,
      remedy: said.remedy ?? CODES[code].remedy,
    })),
    omitted: result.omitted,
  };
}

function manifestOf(manifest: Manifest | undefined): {
  manifest?: NonNullable<Transcript['bundle']['manifest']>;
} {
  if (manifest === undefined) return {};
  const { bundleId, ledger, suite, exporter, raw, treeHead } = manifest;
  return {
    manifest: {
      bundle_id: bundleId,
      ledger,
      suite,
      exporter,
      exported_at: raw.exported_at,
      selection: describeSelection(raw.selection),
      ...(treeHead === undefined
        ? {}
        : {
            tree_head: {
              tree_size: treeHead.treeSize,
              root_hash: hashText(TREE_HASH[suite], treeHead.rootHash),
            },
          }),
    },
  };
}

function splitViewOf({ checkpoint }: Facts): Pick<Transcript, 'split_view'> {
  const split = checkpoint?.splitView;
  if (split === undefined) return {};
  return {
    split_view: {
      tree_size: split.treeSize,
      files: split.files.map(({ name, bytes }) => ({ name, base64: toBase64(bytes) })),
    },
  };
}

/** What software cannot decide: a person compares these with another channel. */
function compareByHand(
  { manifest, trust, checkpoint, attestation }: Facts,
  { bundle, trustRoot }: Question,
): Transcript['compare_by_hand'] {
  const rows = [{ what: 'SHA-256 of the bundle', value: bundle.sha256 }];
  if (trustRoot !== undefined)
    rows.push({ what: 'SHA3-256 of the trust root', value: trustRoot.sha3_256 });
  if (manifest?.treeHead !== undefined && checkpoint?.head !== undefined) {
    rows.push({ what: 'ledger', value: manifest.ledger });
    rows.push({ what: 'tree size', value: String(checkpoint.head.size) });
    rows.push({
      what: 'root hash',
      value: hashText(TREE_HASH[manifest.suite], checkpoint.head.rootHash),
    });
  }
  const { keySet } = checkpoint?.signed ?? {};
  if (trust?.ledger !== undefined && keySet !== undefined) {
    rows.push({ what: 'ledger key, Ed25519', value: keySet.ed25519.key.keyId });
    rows.push({ what: 'ledger key, ML-DSA-44', value: keySet.mldsa44.key.keyId });
  }
  if (attestation?.signer !== undefined) {
    rows.push({ what: 'attester key, Ed25519', value: attestation.signer.pair.ed25519.keyId });
    rows.push({ what: 'attester key, ML-DSA-65', value: attestation.signer.pair.mldsa65.keyId });
  }
  return rows;
}
