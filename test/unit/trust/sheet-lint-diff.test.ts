import { describe, expect, it } from 'vitest';
import { keyIdOf, vkeyOf } from '../../../exporter/keys.js';
import { parseTime } from '../../../src/base/encoding.js';
import { diffTrustRoots } from '../../../src/trust/diff.js';
import { type LintOptions, lintTrustRoot } from '../../../src/trust/lint/lint.js';
import { fingerprintGroups, keySheet } from '../../../src/trust/sheet.js';
import { loadTrustRoot, type TrustRoot } from '../../../src/trust/trust-root.js';
import { certificateOf, rsaSpki } from '../../support/certificates.js';
import {
  base64,
  bytesOf,
  fullRoot,
  KEYS,
  MORE,
  type MutableRoot,
  OTHER_CERTIFICATE,
  spki,
} from './fixture.js';

function load(change: (root: MutableRoot) => void = () => {}): TrustRoot {
  const root = fullRoot();
  change(root);
  return loadTrustRoot(bytesOf(root));
}

describe('keySheet', () => {
  it('lists every key once, with its owner, partner and window', () => {
    const rows = keySheet(load());
    expect(rows.map(({ role, algorithm }) => `${role}: ${algorithm}`)).toEqual([
      'ledger: Ed25519',
      'ledger: ML-DSA-44',
      'attester: Ed25519',
      'attester: ML-DSA-65',
      'recorder: ML-DSA-65',
      'timestamp authority: X.509',
      'witness: Ed25519',
      'witness: ML-DSA-44',
      'witness: Ed25519',
    ]);
    expect(new Set(rows.map(({ fingerprint }) => fingerprint)).size).toBe(9);
    const [ed, mldsa] = rows;
    expect(ed?.fingerprint).toBe(keyIdOf(KEYS.ledger.ed25519.key));
    expect(ed?.partner).toBe(mldsa?.fingerprint);
    expect(mldsa?.partner).toBe(ed?.fingerprint);
    expect(ed?.noteKey?.name).toBe(KEYS.ledger.origin);
    expect(ed?.window).toEqual({
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: '2027-01-01T00:00:00Z',
    });
    expect(rows[6]?.window).toBeUndefined();
    expect(rows[2]?.ledgers).toEqual([KEYS.ledger.origin]);
  });

  it('groups fingerprints by four, so that people can read them out', () => {
    const [row] = keySheet(load());
    expect(row?.groups).toHaveLength(16);
    expect(row?.groups.join('')).toBe(row?.fingerprint);
    expect(fingerprintGroups('abcdef')).toEqual(['abcd', 'ef']);
  });

  it('shows revocations and RSA lengths', () => {
    const rsa = base64(certificateOf(rsaSpki(2048)));
    const rows = keySheet(
      load((r) => {
        const [attester] = r.attesters;
        if (attester?.key_pairs[0])
          attester.key_pairs[0].revoked = {
            at: '2026-05-01T00:00:00Z',
            reason: 'compromised',
            compromised_since: '2026-04-01T00:00:00Z',
          };
        r.timestamp_authorities[0]?.certificates.push(rsa);
      }),
    );
    expect(rows[2]?.window?.revoked).toEqual({
      at: '2026-05-01T00:00:00Z',
      reason: 'compromised',
      compromisedSince: '2026-04-01T00:00:00Z',
    });
    expect(rows[6]?.algorithm).toBe('X.509, RSA 2048');
  });
});

function codes(root: TrustRoot, options: LintOptions = {}): string[] {
  return lintTrustRoot(root, options).map(
    ({ code, severity, subject }) => `${severity} ${code} ${subject}`,
  );
}
const at = (text: string): LintOptions => {
  const value = parseTime(text);
  if (value === undefined) throw new Error(text);
  return { at: value };
};
const clean = (r: MutableRoot): void => {
  r.requirements.push('witnesses');
};

describe('lintTrustRoot', () => {
  it('finds nothing in a sound trust root', () => {
    expect(codes(load(clean))).toEqual([]);
    expect(codes(load(clean), at('2026-03-01T00:00:00Z'))).toEqual([]);
  });

  const origin = KEYS.ledger.origin;
  const cases: readonly (readonly [
    string,
    (root: MutableRoot) => void,
    LintOptions,
    readonly string[],
  ])[] = [
    [
      'no attester at all',
      (r) => {
        r.attesters = [];
      },
      {},
      [`error ledger-without-attester ${origin}`],
    ],
    [
      'an attester of another ledger only',
      (r) => {
        if (r.attesters[0]) r.attesters[0].ledgers = ['elsewhere'];
      },
      {},
      [`error ledger-without-attester ${origin}`, 'warning ledger-not-listed Test export service'],
    ],
    [
      'record signatures without a recorder',
      (r) => {
        r.recorders = [];
        r.requirements.push('record-signatures');
      },
      {},
      [`error ledger-without-recorder ${origin}`],
    ],
    [
      'timestamp without an authority',
      (r) => {
        r.timestamp_authorities = [];
      },
      {},
      ['error timestamp-unmeetable requirements', 'note time-unprovable timestamp_authorities'],
    ],
    [
      'no authority',
      (r) => {
        r.timestamp_authorities = [];
        r.requirements = ['witnesses'];
      },
      {},
      ['note time-unprovable timestamp_authorities'],
    ],
    [
      'witnesses without a policy',
      (r) => {
        Reflect.deleteProperty(r, 'witness_policy');
      },
      {},
      ['error witnesses-unmeetable requirements'],
    ],
    [
      'a policy that is not required',
      (r) => {
        r.requirements = [];
      },
      {},
      ['note witnesses-not-required witness_policy'],
    ],
    [
      'a quorum of one',
      (r) => {
        r.witness_policy = r.witness_policy.replace('witnesses 2', 'witnesses any');
      },
      {},
      ['warning quorum-of-one witness_policy'],
    ],
    [
      'a witness that the quorum does not use',
      (r) => {
        r.witness_policy = r.witness_policy.replace(' w1 w2 w3', ' w1 w2');
      },
      {},
      ['warning witness-without-effect w3'],
    ],
    [
      'two attesters of one name',
      (r) => {
        const [a] = r.attesters;
        if (a)
          r.attesters.push({
            ...a,
            key_pairs: [
              {
                valid_from: '2026-01-01T00:00:00Z',
                ed25519: spki(MORE.attester.ed25519),
                ml_dsa_65: spki(MORE.attester.mlDsa65),
              },
            ],
          });
      },
      {},
      ['warning name-twice Test export service'],
    ],
    [
      'a key that never counts',
      (r) => {
        const set = r.ledgers[0]?.key_sets[0];
        if (set) set.revoked = { at: '2026-01-01T00:00:00Z', reason: 'ceased' };
      },
      {},
      [`warning key-never-counts ${origin}`],
    ],
    [
      'a compromise after the revocation',
      (r) => {
        const key = r.recorders[0]?.keys[0];
        if (key)
          key.revoked = {
            at: '2026-02-01T00:00:00Z',
            reason: 'compromised',
            compromised_since: '2026-03-01T00:00:00Z',
          };
      },
      {},
      ['warning compromise-after-revocation Test application'],
    ],
    [
      'a short RSA key',
      (r) => {
        r.timestamp_authorities[0]?.certificates.push(base64(certificateOf(rsaSpki(2048))));
      },
      {},
      ['warning rsa-short Test authority'],
    ],
    [
      'an RSA key that is never accepted',
      (r) => {
        r.timestamp_authorities[0]?.certificates.push(base64(certificateOf(rsaSpki(1024))));
      },
      {},
      ['warning certificate-unusable Test authority'],
    ],
    [
      'a time before issue',
      () => {},
      at('2025-12-31T00:00:00Z'),
      [
        'error not-yet-issued ',
        `warning no-current-key ${origin}`,
        'warning no-current-key Test export service',
        'warning no-current-key Test application',
      ],
    ],
    [
      'a time after expiry',
      () => {},
      at('2036-01-02T00:00:00Z'),
      [
        'error expired ',
        `warning no-current-key ${origin}`,
        'warning no-current-key Test export service',
        'warning no-current-key Test application',
      ],
    ],
    [
      'a time shortly before the keys expire',
      () => {},
      at('2026-12-15T00:00:00Z'),
      [
        `warning expires-soon ${origin}`,
        'warning expires-soon Test export service',
        'warning expires-soon Test application',
      ],
    ],
    ['the same, looking a day ahead', () => {}, { ...at('2026-12-15T00:00:00Z'), soonDays: 1 }, []],
    [
      'a time shortly before the file expires',
      (r) => {
        r.expires_at = '2026-03-20T00:00:00Z';
      },
      at('2026-03-01T00:00:00Z'),
      ['warning expires-soon '],
    ],
    [
      'a revoked key set beside a good one',
      (r) => {
        const set = r.ledgers[0]?.key_sets[0];
        if (set) set.revoked = { at: '2026-02-01T00:00:00Z', reason: 'superseded' };
      },
      at('2026-03-01T00:00:00Z'),
      [`warning no-current-key ${origin}`],
    ],
  ];

  it.each(cases)('reports %s', (_, change, options, expected) => {
    const root = load((r) => {
      clean(r);
      change(r);
    });
    expect(codes(root, options)).toEqual(expected);
  });

  it('reports two witnesses of one name', () => {
    const root = load((r) => {
      clean(r);
      const [w1, , w3] = KEYS.witnesses;
      if (w1 === undefined || w3 === undefined) throw new Error('no witness');
      r.witness_policy = r.witness_policy.replace(vkeyOf(w3), vkeyOf({ ...w3, name: w1.name }));
    });
    expect(codes(root)).toEqual(['warning witness-name-twice witness1.example/w']);
  });

  it('puts errors first and notes last', () => {
    const root = load((r) => {
      r.attesters = [];
      r.witness_policy = r.witness_policy.replace('witnesses 2', 'witnesses any');
    });
    expect(lintTrustRoot(root).map(({ severity }) => severity)).toEqual([
      'error',
      'warning',
      'note',
    ]);
  });
});

describe('diffTrustRoots', () => {
  const rows = (change: (root: MutableRoot) => void) =>
    diffTrustRoots(
      load(),
      load((r) => {
        r.serial = 2;
        change(r);
      }),
    ).filter(({ member }) => member !== 'serial');

  it('is empty for the same content, whatever the layout or order', () => {
    const reordered = fullRoot();
    reordered.requirements.reverse();
    reordered.ledgers[0]?.key_sets[0]?.vkeys.reverse();
    expect(diffTrustRoots(load(), loadTrustRoot(bytesOf(reordered, 2)))).toEqual([]);
  });

  it('shows an added and a removed key, and cautions against the removal', () => {
    const found = rows((r) => {
      const key = r.recorders[0]?.keys[0];
      if (key) key.ml_dsa_65 = spki(MORE.recorder.key);
    });
    expect(
      found.map(({ change, subject, caution }) => [change, subject, caution !== undefined]),
    ).toEqual([
      ['removed', `recorder Test application ${keyIdOf(KEYS.recorder.key)}`, true],
      ['added', `recorder Test application ${keyIdOf(MORE.recorder.key)}`, false],
    ]);
  });

  it('shows a renamed owner as a change of its keys', () => {
    const found = rows((r) => {
      if (r.attesters[0]) r.attesters[0].name = 'Renamed';
    });
    expect(
      found.map(({ change, member, before, after }) => [change, member, before, after]),
    ).toEqual([
      ['changed', 'owner', 'Test export service', 'Renamed'],
      ['changed', 'owner', 'Test export service', 'Renamed'],
    ]);
  });

  it('shows windows and revocations, and cautions when a revocation goes', () => {
    const revoke = (r: MutableRoot): void => {
      const key = r.recorders[0]?.keys[0];
      if (key)
        key.revoked = {
          at: '2026-05-01T00:00:00Z',
          reason: 'compromised',
          compromised_since: '2026-04-01T00:00:00Z',
        };
    };
    expect(rows(revoke)).toMatchObject([
      {
        member: 'revoked',
        after: 'compromised since 2026-04-01T00:00:00Z, at 2026-05-01T00:00:00Z',
      },
    ]);
    expect(rows(revoke)[0]?.caution).toBeUndefined();
    expect(
      diffTrustRoots(
        load(revoke),
        load((r) => {
          r.serial = 2;
        }),
      ),
    ).toContainEqual(
      expect.objectContaining({
        member: 'revoked',
        caution: 'a revocation was withdrawn or changed',
      }),
    );
    expect(
      rows((r) => {
        const set = r.ledgers[0]?.key_sets[0];
        if (set) Reflect.deleteProperty(set, 'valid_until');
      }),
    ).toMatchObject([
      { part: 'key', member: 'valid_until', before: '2027-01-01T00:00:00Z' },
      { part: 'key', member: 'valid_until', before: '2027-01-01T00:00:00Z' },
    ]);
  });

  it('shows requirements, ledgers, authorities and the policy', () => {
    expect(
      rows((r) => {
        r.requirements = [];
      }),
    ).toMatchObject([
      { change: 'removed', part: 'requirement', subject: 'timestamp', caution: expect.any(String) },
    ]);
    expect(
      rows((r) => {
        r.requirements.push('witnesses');
      }),
    ).toEqual([{ change: 'added', part: 'requirement', subject: 'witnesses' }]);
    expect(
      rows((r) => {
        if (r.ledgers[0]) r.ledgers[0].suite = 'softqcos-v1-sha256';
      }),
    ).toMatchObject([
      { part: 'ledger', member: 'suite', before: 'softqcos-v1', after: 'softqcos-v1-sha256' },
    ]);
    expect(
      rows((r) => {
        r.timestamp_authorities[0]?.certificates.push(OTHER_CERTIFICATE);
      }),
    ).toMatchObject([{ change: 'added', part: 'key' }]);
    expect(
      rows((r) => {
        r.witness_policy = r.witness_policy.replace('witnesses 2', 'witnesses 1');
      }),
    ).toMatchObject([
      {
        part: 'witness policy',
        member: 'threshold',
        before: '2',
        after: '1',
        caution: expect.any(String),
      },
    ]);
    expect(
      rows((r) => {
        Reflect.deleteProperty(r, 'witness_policy');
      }).map(({ part }) => part),
    ).toEqual(['key', 'key', 'key', 'witness policy', 'witness policy']);
  });

  it('cautions when the serial does not grow', () => {
    const changed = (serial: number) =>
      load((r) => {
        r.serial = serial;
        r.name = 'New';
      });
    const serialRow = (serial: number) =>
      diffTrustRoots(
        load((r) => {
          r.serial = 5;
        }),
        changed(serial),
      ).find(({ member }) => member === 'serial');
    expect(serialRow(5)?.caution).toBe('the content changed and the serial did not grow');
    expect(serialRow(4)?.caution).toBe('the serial went back: this may be an old file');
    expect(serialRow(6)).toBeDefined();
    expect(serialRow(6)?.caution).toBeUndefined();
  });
});
