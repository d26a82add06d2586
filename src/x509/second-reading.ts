// A certificate as OpenSSL reads it, which must accept it and says whose names and key identifiers agree. Without Node
// second-reading.web.ts stands in.

import { X509Certificate } from 'node:crypto';

export type SecondReading = X509Certificate;

/** Reads the DER of one certificate; undefined if it is not one. */
export function readAgain(der: Uint8Array): SecondReading | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
}

/** True if `issuer` has the name and the key identifier that `child` names (RFC 5280 §6.1.3 (a) (4), §4.2.1.1). */
export function isIssuedBy(child: SecondReading, issuer: SecondReading): boolean {
  return child.checkIssued(issuer);
}
