// The result as an in-toto statement (docs/MANUAL.md §12): a SLSA verification summary of one bundle that passed, for another gate to
// read and for the auditor's own tool to sign. It is unsigned, and there is none of anything but a pass.

import { NAMES, nameOfFile } from '../base/names.js';
import type { Transcript } from '../transcript/transcript.js';

/** in-toto Statement v1 with a SLSA VSA v1 predicate. */
export interface ResultStatement {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly {
    readonly name: string;
    readonly digest: { readonly sha256: string };
  }[];
  readonly predicateType: 'https://slsa.dev/verification_summary/v1';
  readonly predicate: {
    readonly verifier: {
      readonly id: string;
      readonly version: { readonly 'softqcos-verify': string };
    };
    /** RFC 3339, as asked for. */
    readonly timeVerified: string;
    readonly resourceUri: string;
    readonly policy: { readonly uri: string; readonly digest: { readonly sha3_256: string } };
    readonly verificationResult: 'PASSED';
    /** The checks that passed, by id. */
    readonly verifiedLevels: readonly string[];
  };
}

/** The statement of a result; undefined unless it is a pass under a trust root. */
export function statementOf(transcript: Transcript): ResultStatement | undefined {
  const { verdict, bundle, trust_root, verifier, at, checks } = transcript;
  if (verdict !== 'pass' || trust_root === null) return undefined;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: bundle.name, digest: { sha256: bundle.sha256 } }],
    predicateType: 'https://slsa.dev/verification_summary/v1',
    predicate: {
      verifier: {
        id: NAMES.verifier,
        version: { 'softqcos-verify': verifier.version },
      },
      timeVerified: at,
      resourceUri: nameOfFile(bundle.sha256),
      policy: {
        uri: NAMES.trustRoot,
        digest: { sha3_256: trust_root.sha3_256 },
      },
      verificationResult: 'PASSED',
      verifiedLevels: checks.flatMap(({ id, status }) =>
        status === 'passed' ? [`softqcos-verify:${id}`] : [],
      ),
    },
  };
}
