// What a test authority can be asked for: a sound token in any of the legal forms, or one with exactly one fault.

import type { SigningHash } from './timestamp-keys.js';

/** One thing that is wrong with a token; all that is made after it agrees with it. */
export type TokenFault =
  | 'status-rejection'
  | 'status-waiting'
  | 'status-of-nine-octets'
  | 'token-missing'
  | 'ber-length'
  | 'ber-indefinite'
  | 'ber-constructed'
  | 'trailing-byte'
  | 'attributes-unsorted'
  | 'attributes-missing'
  | 'attributes-empty'
  | 'attribute-malformed'
  | 'surplus-in-response'
  | 'surplus-in-content-info'
  | 'surplus-in-signed-data'
  | 'surplus-in-signer-info'
  | 'surplus-in-attribute'
  | 'surplus-in-tst-info'
  | 'surplus-in-accuracy'
  | 'two-signers'
  | 'no-signer'
  | 'content-not-tst-info'
  | 'imprint-other'
  | 'imprint-sha1'
  | 'imprint-surplus'
  | 'content-type-missing'
  | 'content-type-other'
  | 'message-digest-missing'
  | 'message-digest-other'
  | 'message-digest-twice'
  | 'digest-sha1'
  | 'signing-certificate-missing'
  | 'signing-certificate-other'
  | 'signing-certificate-serial-other'
  | 'signature-other'
  | 'signature-digest-other'
  | 'signature-sha1'
  | 'eku-missing'
  | 'eku-other'
  | 'eku-not-critical'
  | 'eku-extra'
  | 'key-usage-other'
  | 'signer-expired'
  | 'signer-not-yet-valid'
  | 'signer-extension-unknown'
  | 'signer-version-4'
  | 'signer-version-1'
  | 'signer-fraction'
  | 'root-other'
  | 'extension-critical';

export interface TokenRequest {
  /** What the token is over; its imprint is the hash of these bytes. */
  readonly over: Uint8Array;
  /** A time of the format. */
  readonly genTime: string;
  /** The hash of the imprint; SHA-256 if absent. */
  readonly hash?: SigningHash;
  /** The digest of the signature; SHA-256 if absent. */
  readonly digest?: SigningHash;
  /** RSA: PSS with a salt of so many bytes. The same bytes in every run only with 0. */
  readonly pssSalt?: number;
  readonly accuracy?: {
    readonly seconds?: number;
    readonly millis?: number;
    readonly micros?: number;
  };
  /** Certificates in the token: the signer's and the intermediate (if absent), the signer's alone, none. */
  readonly certificates?: 'chain' | 'signer' | 'none';
  readonly signerId?: 'serial' | 'key-id';
  /** ESSCertID with SHA-1, ESSCertIDv2 with SHA-256 (if absent), or one of each. */
  readonly signingCertificate?: 'v1' | 'v2' | 'both';
  /** Adds a certificate of another key to the bag, under the signer's issuer and serial number. */
  readonly injected?: boolean;
  /** As some authorities write: a DEFAULT value is encoded, and the certificates are in no order. */
  readonly loose?: boolean;
  /** As some authorities write: granted with modifications, with words, and the bits of a failure, none of which is set. */
  readonly emptyFailure?: boolean;
  readonly fault?: TokenFault;
}
