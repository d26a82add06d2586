// The table of SECURITY.md: what of a bundle is bounded, at which figure of this verifier, and what lies beyond it.

import {
  DEFLATE_RATIO,
  FAILED_SEQUENCES,
  FINDINGS_PER_CODE,
  FORMAT,
  SUPPORT,
  UNUSABLE_LINES,
} from '../../src/base/limits.js';
import { ELEMENTS } from '../../src/x509/der.js';
import { code, table } from './table.js';

const n = (count: number): string => count.toLocaleString('en-US');
const bytes = (count: number): string => {
  const units = [
    [2 ** 30, 'GiB'],
    [2 ** 20, 'MiB'],
    [2 ** 10, 'KiB'],
  ] as const;
  const [size, unit] = units.find(([each]) => count >= each && count % (each / 2) === 0) ?? [
    1,
    'bytes',
  ];
  return `${count / size} ${unit}`;
};
const codes = (...names: string[]): string => names.map(code).join(', ');

export function renderBounds(): string {
  return table(
    ['what', 'bound', 'beyond it'],
    [
      ['entries of a zip', n(SUPPORT.entries), codes('ZIP_LIMIT_EXCEEDED')],
      ['inflated bytes of all entries', bytes(SUPPORT.totalBytes), codes('ZIP_LIMIT_EXCEEDED')],
      [
        'bytes that one byte of an entry inflates to',
        n(DEFLATE_RATIO),
        `${codes('ZIP_BOMB')}, before anything is inflated`,
      ],
      ['one attachment', bytes(SUPPORT.attachmentBytes), codes('ZIP_LIMIT_EXCEEDED')],
      [
        'manifest.json, one compliance report',
        bytes(SUPPORT.manifestBytes),
        codes('MANIFEST_TOO_LARGE', 'REPORT_NOT_COMPARED'),
      ],
      [
        'a checkpoint, an envelope, a token',
        bytes(SUPPORT.documentBytes),
        `${codes('CHECKPOINT_TOO_LARGE', 'ATTESTATION_TOO_LARGE')} and their like`,
      ],
      ['a line', bytes(FORMAT.lineBytes), 'an error; the rest of the line is counted, not held'],
      ['depth of JSON', n(FORMAT.depth), 'an error, before anything is parsed'],
      ['values of one JSON document', n(FORMAT.values), 'an error, before anything is parsed'],
      [
        'lines of one entry, and disclosures, that cannot be used',
        n(UNUSABLE_LINES),
        'the rest is counted, not examined',
      ],
      [
        'record ids, commitments: what is remembered of each is 11 bytes as a rule, and 40 where every one is repeated',
        n(SUPPORT.identities),
        codes('RECORDS_TOO_MANY', 'COMMITMENTS_TOO_MANY'),
      ],
      [
        'erasures, erased stubs and retention policies',
        n(SUPPORT.erasures),
        codes('ERASURES_TOO_MANY'),
      ],
      ['signature lines of a checkpoint', n(FORMAT.noteSignatures), codes('CHECKPOINT_MALFORMED')],
      ['hashes of a path', n(FORMAT.pathHashes), codes('PATHS_INVALID')],
      [
        'time stamps over one thing',
        n(SUPPORT.tokens),
        `${code('…_TOKENS_TOO_MANY')}; none is examined in which no pinned name occurs`,
      ],
      ['ASN.1 elements of one token', n(ELEMENTS), code('…_TOKEN_TOO_LARGE')],
      [
        'compliance reports that are compared, together',
        bytes(SUPPORT.reportBytes),
        codes('REPORTS_TOO_LARGE'),
      ],
      ['findings of one code that are printed', n(FINDINGS_PER_CODE), 'the rest is counted'],
      [
        'sequences of failures that are remembered',
        n(FAILED_SEQUENCES),
        'records beyond are called unproven, never verified',
      ],
    ],
  );
}
