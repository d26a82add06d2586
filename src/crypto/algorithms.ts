// The three signature algorithms of the format (docs/SPEC.md §1.1), and ML-DSA-87, which tokens may use (§8.6): exact lengths, the DER
// prefix of their public keys, and the names of their standards for reports. No other parameter set is ever negotiated or recognised.

export type SignatureAlgorithm = 'Ed25519' | 'ML-DSA-44' | 'ML-DSA-65' | 'ML-DSA-87';

/** An algorithm's standard, as reports print it. */
export interface AlgorithmStandard {
  readonly standard: 'RFC 8032' | 'FIPS 204';
  /** NIST security category (FIPS 204 Table 1); undefined for an algorithm that a quantum computer breaks. */
  readonly category: 2 | 3 | 5 | undefined;
}

export const STANDARDS: { readonly [A in SignatureAlgorithm]: AlgorithmStandard } = {
  Ed25519: { standard: 'RFC 8032', category: undefined },
  'ML-DSA-44': { standard: 'FIPS 204', category: 2 },
  'ML-DSA-65': { standard: 'FIPS 204', category: 3 },
  'ML-DSA-87': { standard: 'FIPS 204', category: 5 },
};

/** Bytes of a raw public key: RFC 8032 §5.1.5; FIPS 204 Table 2. */
export const PUBLIC_KEY_BYTES: { readonly [A in SignatureAlgorithm]: number } = {
  Ed25519: 32,
  'ML-DSA-44': 1312,
  'ML-DSA-65': 1952,
  'ML-DSA-87': 2592,
};

/** Bytes of a signature: RFC 8032 §5.1.6; FIPS 204 Table 2. */
export const SIGNATURE_BYTES: { readonly [A in SignatureAlgorithm]: number } = {
  Ed25519: 64,
  'ML-DSA-44': 2420,
  'ML-DSA-65': 3309,
  'ML-DSA-87': 4627,
};

/** Everything before the raw key in a SubjectPublicKeyInfo: RFC 8410 §4; RFC 9881 §4, parameters absent. Hex. */
export const SPKI_PREFIX: { readonly [A in SignatureAlgorithm]: string } = {
  Ed25519: '302a300506032b6570032100',
  'ML-DSA-44': '30820532300b06096086480165030403110382052100',
  'ML-DSA-65': '308207b2300b0609608648016503040312038207a100',
  'ML-DSA-87': '30820a32300b060960864801650304031303820a2100',
};

/** Everything before the seed in a PKCS #8 PrivateKeyInfo: RFC 8410 §7; RFC 9881 §6, the form with the seed alone. Hex. */
export const SEED_PREFIX = {
  Ed25519: '302e020100300506032b657004220420',
  'ML-DSA-65': '3034020100300b060960864801650304031204228020',
} as const;
