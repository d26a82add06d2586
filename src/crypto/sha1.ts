// SHA-1, for one thing: the first form of the signing-certificate attribute names a certificate by it (RFC 2634 §5.4.1). Nothing
// is proven by it. Without Node sha1.web.ts stands in.

import { createHash } from 'node:crypto';

export function sha1(bytes: Uint8Array): Uint8Array {
  return createHash('sha1').update(bytes).digest();
}
