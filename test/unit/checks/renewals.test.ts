import { expect, it } from 'vitest';
import { renewals } from '../../../exporter/renewals.js';
import { timestampAuthority } from '../../../exporter/timestamp-authority.js';
import { work } from '../../../src/base/work.js';
import { checkRenewals } from '../../../src/checks/renewals.js';
import { digestOf } from '../../../src/crypto/digest.js';

const BUNDLE = Uint8Array.of(1, 2, 3);
const BY = timestampAuthority('softqcos-verify long file', { name: 'Anybody', key: 'Ed25519' });
const HASHES = ['sha256', 'sha512'] as const;

it('hashes a long file of renewals once for each hash, not once for each renewal', async () => {
  const requests = Array.from({ length: 64 }, (_, at) => ({
    ...{ by: BY, genTime: `20${String(30 + at).padStart(2, '0')}-01-01T00:00:00Z` },
    hash: HASHES[at % 2] ?? 'sha256',
  }));
  const file = renewals(BUNDLE, requests);
  const before = work.digestedBytes;
  const { findings } = await checkRenewals(file, undefined, async (hash) => digestOf(hash, BUNDLE));
  // Each imprint was the right one: without a trust root the file is examined to its end.
  expect(findings.tally('time/renewals').examined).toBe(64);
  expect(work.digestedBytes - before).toBeLessThan(3 * file.length);
});
