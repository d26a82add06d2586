// The parts of the text report that say what a verdict is worth: under whose keys it stands, until when it is expected to hold, and
// what was not checked (docs/SPEC.md §12.5, §16.5, §16.6).

import type { Transcript } from '../transcript/transcript.js';
import { plainText } from './escape.js';
import { hang } from './layout.js';
import type { Pen } from './pen.js';

/** The trust mode, beneath the verdict wherever that stands: both are cut out together. */
export function trustModeLines({ trust_mode }: Transcript, pen: Pen): string[] {
  return hang('      ', plainText(trust_mode.headline), pen.width);
}

/** One row near the top: until when. */
export function holdsLines({ proves_until }: Transcript, pen: Pen): string[] {
  return pen.row('Holds until', plainText(proves_until.sentence));
}

/** Each hash, signature and token with its day. */
export function provesUntilLines({ proves_until }: Transcript, pen: Pen): string[] {
  const { catalogue, parts, renewals } = proves_until;
  if (parts.length === 0) return [];
  return [
    pen.heading(`Expected to hold until (algorithms as of ${catalogue.edition})`),
    ...parts.flatMap(({ what, algorithms, needed, until }) =>
      hang(
        `  ${(until ?? 'no end set').padEnd(12)}`,
        plainText(`${what}: ${algorithms.join(', ')}${needed ? '' : ' (beside the verdict)'}`),
        pen.width,
      ),
    ),
    ...renewals.flatMap(({ generation, at, authority, algorithms, until }) =>
      hang(
        `  ${(until ?? 'no end set').padEnd(12)}`,
        plainText(`renewal ${generation} of ${at} by ${authority}: ${algorithms.join(', ')}`),
        pen.width,
      ),
    ),
  ];
}

/** The hand-overs of a file of custody; that it is empty, where it is. Nothing if none was handed in. */
export function custodyLines({ custody }: Transcript, pen: Pen): string[] {
  if (custody === undefined) return [];
  return [
    pen.heading('Chain of custody (the words of whoever wrote the entries)'),
    ...(custody.length === 0 ? ['  empty: the file of custody has no entry that fits'] : []),
    ...custody.flatMap(({ number, at, by, from, before, after, words, key }) => [
      ...hang(
        `  ${String(number).padStart(4)}  `,
        plainText(`${at}  ${by}, from ${from}${words === undefined ? '' : `: ${words}`}`, 2_000),
        pen.width,
      ),
      ...(before === after ? [] : hang('        before  ', before, pen.width)),
      ...hang('        kept    ', after, pen.width),
      ...hang('        signed  ', key === undefined ? 'no' : `by key ${key}`, pen.width),
    ]),
  ];
}

/** What was not looked at, each with its code and what may follow. */
export function notCheckedLines({ not_checked }: Transcript, pen: Pen): string[] {
  return [
    pen.heading('Not checked, and what may follow'),
    ...not_checked.flatMap(({ code, message, consequence, about = [] }) => [
      ...hang('  - ', plainText(`${message} (${[code, ...about].join(', ')})`, 2_000), pen.width),
      ...hang('    ', plainText(consequence), pen.width),
    ]),
  ];
}
