// An authority that a test pins by the DER of its certificates.

import type { KeyWindow } from '../../src/trust/key-window.js';
import type { TimestampAuthority } from '../../src/trust/trust-root.js';
import { parseCertificate } from '../../src/x509/certificate.js';

export function pinned(
  certificates: readonly Uint8Array[],
  window: KeyWindow = { validFrom: 0n },
  name = 'Pinned',
): TimestampAuthority {
  const loaded = certificates.map((der) => {
    const parsed = parseCertificate(der);
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.certificate;
  });
  return { name, certificates: loaded, window };
}
