// Until when published texts expect each algorithm to hold (docs/SPEC.md §12.5): data, each line with its sources and their dates, and
// with what of a source was read. A date is the last day; `null` says that no text named here sets one. Nothing here is a promise.

/** A text that dates are taken from. */
export interface HorizonSource {
  readonly title: string;
  /** Of the text: `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string;
  /** What it says that matters here. */
  readonly says: string;
  /** How far this project has checked that: no edition of any of these texts was at hand. */
  readonly checked: 'quoted by others' | 'read in a copy' | 'not verified';
}

export interface Horizon {
  readonly kind: 'hash' | 'signature';
  /** Last day on which the texts expect it to hold; null if none of them sets an end. */
  readonly until: string | null;
  readonly sources: readonly SourceId[];
}

/** Of this catalogue: a change of any line is a new edition. */
export const HORIZONS_EDITION = '2026-11-27';

export const HORIZON_SOURCES = {
  'FIPS 180-4': {
    title: 'FIPS 180-4, Secure Hash Standard',
    date: '2015-08',
    says: 'Approves SHA-256, SHA-384 and SHA-512, and sets no end.',
    checked: 'quoted by others',
  },
  'FIPS 202': {
    title: 'FIPS 202, SHA-3 Standard',
    date: '2015-08',
    says: 'Approves SHA3-256, SHA3-384 and SHA3-512, and sets no end.',
    checked: 'quoted by others',
  },
  'FIPS 186-5': {
    title: 'FIPS 186-5, Digital Signature Standard',
    date: '2023-02',
    says: 'Approves RSA from 2048 bits, ECDSA and EdDSA, and leaves their ends to SP 800-131A.',
    checked: 'quoted by others',
  },
  'FIPS 204': {
    title: 'FIPS 204, Module-Lattice-Based Digital Signature Standard',
    date: '2024-08-13',
    says: 'Approves ML-DSA-44, ML-DSA-65 and ML-DSA-87, and sets no end.',
    checked: 'quoted by others',
  },
  'SP 800-57': {
    title: 'NIST SP 800-57 Part 1 Revision 5, Table 4',
    date: '2020-05',
    says: 'A strength of 112 bits is acceptable through 2030; 128 bits and more also from 2031 on.',
    checked: 'quoted by others',
  },
  'SP 800-131A': {
    title: 'NIST SP 800-131A Revision 3, initial public draft',
    date: '2024-10',
    says: 'Moves from 112 to 128 bits of strength at the end of 2030. RSA and ECDSA of 112 bits are deprecated for new signatures then; old ones may still be verified.',
    checked: 'quoted by others',
  },
  'IR 8547': {
    title: 'NIST IR 8547, initial public draft, transition of signatures',
    date: '2024-11-12',
    says: 'RSA and ECDSA of 112 bits: deprecated after 2030; RSA, ECDSA and EdDSA of 128 bits and more: disallowed after 2035.',
    checked: 'quoted by others',
  },
  'TS 119 312': {
    title: 'ETSI TS 119 312 V2.1.1, Cryptographic Suites, in its machine-readable form',
    date: '2026-02-01',
    says: 'Sets no end for SHA-2 and SHA-3 from 256 bits, ECDSA, Ed25519, ML-DSA, and RSA-PSS from 3000 bits. It ends RSA below 3000 bits on 2026-04-01 and RSA PKCS #1 v1.5 from 3000 bits on 2034-01-01, both earlier than the days of this catalogue, which are those of the NIST texts.',
    checked: 'read in a copy',
  },
} as const satisfies Record<string, HorizonSource>;
export type SourceId = keyof typeof HORIZON_SOURCES;

const SHA2 = {
  kind: 'hash',
  until: null,
  sources: ['FIPS 180-4', 'SP 800-57', 'TS 119 312'],
} as const satisfies Horizon;
const SHA3 = {
  kind: 'hash',
  until: null,
  sources: ['FIPS 202', 'SP 800-57', 'TS 119 312'],
} as const satisfies Horizon;
const ML_DSA = {
  kind: 'signature',
  until: null,
  sources: ['FIPS 204', 'TS 119 312'],
} as const satisfies Horizon;
const CLASSICAL_112 = {
  kind: 'signature',
  until: '2030-12-31',
  sources: ['FIPS 186-5', 'SP 800-57', 'SP 800-131A', 'IR 8547', 'TS 119 312'],
} as const satisfies Horizon;
const CLASSICAL_128 = {
  kind: 'signature',
  until: '2035-12-31',
  sources: ['FIPS 186-5', 'IR 8547', 'TS 119 312'],
} as const satisfies Horizon;

export const HORIZONS = {
  'SHA-256': SHA2,
  'SHA-384': SHA2,
  'SHA-512': SHA2,
  'SHA3-256': SHA3,
  'SHA3-384': SHA3,
  'SHA3-512': SHA3,
  Ed25519: CLASSICAL_128,
  'ECDSA P-256': CLASSICAL_128,
  'ECDSA P-384': CLASSICAL_128,
  'ECDSA P-521': CLASSICAL_128,
  'RSA below 3072 bits': CLASSICAL_112,
  'RSA from 3072 bits': CLASSICAL_128,
  'ML-DSA-44': ML_DSA,
  'ML-DSA-65': ML_DSA,
  'ML-DSA-87': ML_DSA,
} as const satisfies Record<string, Horizon>;
export type DatedAlgorithm = keyof typeof HORIZONS;
