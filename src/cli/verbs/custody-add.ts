// `custody add`: records a hand-over in a file beside a bundle (docs/MANUAL.md §18).

import { verb } from '../command.js';
import { needed, one, type Read, text, usage } from '../flags.js';
import { LIMITS, manner, TRUST, trustFlags } from '../manner.js';
import { time } from '../values.js';

const said: Read<string> = (word) => {
  if (/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,400}$/u.test(word)) return word;
  throw usage('write 1 to 400 characters in one line');
};

export const custodyAdd = verb({
  name: 'custody add',
  says: 'record a hand-over in a file beside a bundle: who, when, from whom, and the digests',
  bundles: 'one',
  flags: {
    custody: needed('<file>', 'the file of custody; it is begun if it is not there', text, {
      file: 'grows',
    }),
    by: needed('<who>', 'who received the file', said),
    from: needed('<who>', 'from whom', said),
    when: one('<time>', 'when (default: now)', time),
    words: one('<text>', 'how it came, what was done with it', said),
    before: one('<file>', 'the file as it was handed over, if it was changed since', text, {
      file: 'input',
    }),
    toSign: one('<file>', 'write the bytes that a signature is over, and add nothing', text, {
      file: 'output',
    }),
    signature: one('<file>', 'the signature over those bytes (Ed25519, 64 bytes)', text, {
      file: 'input',
    }),
    key: one('<file>', 'the public key of the signature', text, { file: 'input' }),
    ...TRUST,
    ...manner(['text', 'json']),
    ...LIMITS,
  },
  examples: [
    [
      "custody add Q1.zip --custody Q1.custody.jsonl --by 'Example Audit' --from 'Example Hospital'",
      'one entry more',
    ],
  ],
  run: async ({ bundle, flags, io }) => {
    if ((flags.signature === undefined) !== (flags.key === undefined))
      throw usage('--signature and --key belong together');
    if (flags.when === undefined && (flags.toSign ?? flags.signature) !== undefined)
      throw usage(
        '--when is missing',
        'what is signed names the time: write the same one both times',
      );
    if (flags.toSign !== undefined && flags.signature !== undefined)
      throw usage('--to-sign and --signature contradict each other');
    return (await import('../run/custody.js')).addCustody(
      { ...flags, bundle, format: flags.format ?? 'text', trust: trustFlags(flags) },
      io,
    );
  },
});
