// URIs that name something of ours and are compared, never resolved (docs/SPEC.md §20). Anybody may make a name under urn:uuid: (RFC 9562);
// the hash of a file is a name of its own (RFC 6920).

import { base64UrlOf, bytesOfHex } from './bytes.js';

export const NAMES = {
  verifier: 'urn:uuid:021ede5f-f898-444d-b5ef-e2161066ffc6',
  trustRoot: 'urn:uuid:1ed63137-2dd7-48bd-a10e-600244696a53',
  attestation: 'urn:uuid:c19ff9a1-8a21-4abb-8884-a1e47d0fb850',
  oscal: 'urn:uuid:dd981fb0-9de1-4863-9625-dda6904b538e',
} as const;

/** The name of a file by its SHA-256 in hex. */
export function nameOfFile(sha256: string): string {
  return `ni:///sha-256;${base64UrlOf(bytesOfHex(sha256))}`;
}
