// What a full verification observed, without a verdict (docs/MANUAL.md §13): input of a policy engine that decides by rules of its own.
// It is made of a transcript alone, so nobody gets it without the verification.

import type { Transcript } from '../transcript/transcript.js';

export interface ObservedFacts {
  readonly format: 'softqcos.facts/v1';
  readonly verifier: Transcript['verifier'];
  readonly at: string;
  readonly bundle: Pick<Transcript['bundle'], 'name' | 'bytes' | 'sha256'>;
  readonly trust_root: Transcript['trust_root'];
  readonly trust_mode: Omit<Transcript['trust_mode'], 'headline'>;
  /** One for each check of the catalogue: how much it looked at, and what it found. */
  readonly observations: readonly {
    readonly check: string;
    readonly examined: number;
    /** Codes, each once, with how often. */
    readonly found: readonly { readonly code: string; readonly times: number }[];
    /** Findings that were counted and not kept. */
    readonly omitted: number;
  }[];
  readonly evidence: Transcript['evidence'];
  readonly signatures: readonly {
    readonly what: string;
    readonly algorithm: string;
    readonly verified: boolean;
    readonly signer?: string;
  }[];
  readonly times: Transcript['times'];
  /** What was verified by which algorithms, and the day until which published texts expect them to hold. */
  readonly algorithms: readonly Pick<
    Transcript['proves_until']['parts'][number],
    'what' | 'kind' | 'algorithms' | 'until'
  >[];
  /** Codes of what was not checked. */
  readonly not_checked: readonly string[];
}

/** The observations behind a transcript. */
export function factsOf(transcript: Transcript): ObservedFacts {
  const { name, bytes, sha256 } = transcript.bundle;
  const { headline: _, ...trust_mode } = transcript.trust_mode;
  return {
    format: 'softqcos.facts/v1',
    verifier: transcript.verifier,
    at: transcript.at,
    bundle: { name, bytes, sha256 },
    trust_root: transcript.trust_root,
    trust_mode,
    observations: transcript.checks.map(({ id, examined, findings, omitted }) => ({
      check: id,
      examined,
      found: [...new Set(findings.map(({ code }) => code))].map((code) => ({
        code,
        times: findings.filter((finding) => finding.code === code).length,
      })),
      omitted,
    })),
    evidence: transcript.evidence,
    signatures: transcript.signatures.map(({ what, algorithm, status, signer }) => ({
      what,
      algorithm,
      verified: status === 'verified',
      ...(signer === undefined ? {} : { signer }),
    })),
    times: transcript.times,
    algorithms: transcript.proves_until.parts.map(({ what, kind, algorithms, until }) => ({
      what,
      kind,
      algorithms,
      ...(until === undefined ? {} : { until }),
    })),
    not_checked: transcript.not_checked.map(({ code }) => code),
  };
}
