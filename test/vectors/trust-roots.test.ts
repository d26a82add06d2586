import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { VerifierError } from '../../src/base/errors.js';
import { lintTrustRoot } from '../../src/trust/lint/lint.js';
import { keySheet } from '../../src/trust/sheet.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';

// Trust roots of an independent producer, read in place.
const golden = path.resolve(import.meta.dirname, '../../../shared/golden');
const cases = existsSync(golden)
  ? ['.', ...readdirSync(golden)].filter((name) =>
      existsSync(path.join(golden, name, 'trust-root.json')),
    )
  : [];
const read = (name: string): Uint8Array => readFileSync(path.join(golden, name, 'trust-root.json'));

if (cases.length === 0)
  it.skip('golden trust roots: skipped, they are not beside the repository', () => {});
else
  describe('golden trust roots', () => {
    it.each(cases.filter((name) => !name.startsWith('error-')))('%s loads in full', (name) => {
      const bytes = read(name);
      const root = loadTrustRoot(bytes);
      const text = Buffer.from(bytes).toString('utf8');
      const json = JSON.parse(text) as {
        ledgers: unknown[];
        witness_policy: string;
        timestamp_authorities: { certificates: string[] }[];
      };
      expect(root.ledgers.size).toBe(json.ledgers.length);
      expect(root.witnessPolicy?.witnesses.length).toBe(
        json.witness_policy.match(/^witness /gm)?.length,
      );
      const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
      const certificates = json.timestamp_authorities.flatMap((one) => one.certificates);
      expect(keySheet(root)).toHaveLength(
        2 * count(/"vkeys"/g) +
          count(/"ed25519"/g) +
          count(/"ml_dsa_65"/g) +
          certificates.length +
          (root.witnessPolicy?.witnesses.length ?? 0),
      );
      expect(lintTrustRoot(root).filter(({ severity }) => severity === 'error')).toEqual([]);
    });

    it('error-01: an Ed25519 key of mixed order is refused before any verdict', () => {
      const name = cases.find((one) => one.startsWith('error-01')) ?? '';
      let error: unknown;
      try {
        loadTrustRoot(read(name));
      } catch (caught) {
        error = caught;
      }
      expect(error).toBeInstanceOf(VerifierError);
      expect(error).toMatchObject({ code: 'ERR_TRUST_ROOT_INVALID' });
      expect(String(error)).toContain(
        '/attesters/0/key_pairs/0/ed25519: the point has mixed order',
      );
    });

    it('pass-18 and its like carry the revocation', () => {
      const name = cases.find((one) => one.startsWith('pass-18')) ?? '';
      const revoked = keySheet(loadTrustRoot(read(name))).filter(({ window }) => window?.revoked);
      expect(revoked.map(({ role, window }) => [role, window?.revoked])).toEqual(
        ['attester', 'attester'].map((role) => [
          role,
          {
            at: '2026-03-28T00:00:00Z',
            reason: 'compromised',
            compromisedSince: '2026-03-25T00:00:00Z',
          },
        ]),
      );
    });
  });
