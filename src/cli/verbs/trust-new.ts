// `trust new`: a trust root from key files with one command (docs/SPEC.md §12.1).

import { verb } from '../command.js';
import { many, needed, one, text } from '../flags.js';
import { manner, product, REQUIRE } from '../manner.js';
import { oneOf, origin, timeText, whole, words } from '../values.js';

const KEY = { file: 'input' } as const;
/** Both halves of a hybrid pair. */
const PAIR = { ...KEY, least: 2 } as const;
const SUITES = ['softqcos-v1', 'softqcos-v1-sha256'] as const;

export const trustNew = verb({
  name: 'trust new',
  says: 'make a trust root from key files (PEM, base64 SPKI, JWK or vkey)',
  flags: {
    name: needed('<text>', 'what this trust root is called', words),
    ledger: needed('<origin>', 'the ledger that its checkpoints name', origin),
    ledgerKey: many('<file>', 'its Ed25519 and its ML-DSA-44 public key, two times', text, PAIR),
    attester: needed('<name>', 'who signs its exports, in your words', words),
    attesterKey: many('<file>', 'the Ed25519 and the ML-DSA-65 public key, two times', text, PAIR),
    recorderKey: many('<file>', 'an ML-DSA-65 key of record signatures', text, KEY),
    timestampCertificate: many('<file>', 'a time stamp authority to pin', text, KEY),
    witnessPolicy: one('<file>', 'a C2SP tlog-policy without log lines', text, KEY),
    keeper: many('<file>', 'the public file of somebody who may sign updates', text, KEY),
    keeperThreshold: one('<n>', 'how many keepers have to sign an update', whole(1, 32)),
    require: REQUIRE,
    suite: one('<name>', `${SUITES.join(' or ')} (default: ${SUITES[0]})`, oneOf(SUITES), {
      choices: SUITES,
    }),
    serial: one(
      '<n>',
      'higher than that of the one it replaces (default: 1)',
      whole(1, Number.MAX_SAFE_INTEGER),
    ),
    compared: one('<words>', 'with whom you compared the keys, how and when', words),
    validFrom: one('<time>', 'since when the keys count (default: now)', timeText),
    validUntil: one('<time>', 'until when the keys count (default: no end)', timeText),
    expires: one('<time>', 'until when this file is to be used (default: ten years)', timeText),
    ...manner(['text', 'json']),
    ...product('where to write it'),
  },
  examples: [
    [
      'trust new --name "Acme audit" --ledger ledger.softqcos.example/acme --attester "Acme export" --ledger-key a.pem --ledger-key b.pem --attester-key c.pem --attester-key d.pem -o trust-root.json',
      'the least that a trust root needs',
    ],
  ],
  run: async ({ flags, io }) =>
    (await import('../run/trust-new.js')).newTrust(
      { ...flags, format: flags.format ?? 'text' },
      io,
    ),
});
