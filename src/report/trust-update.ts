// What became of a trust root by a signature or an update: who signed, who is missing, what changed.

import type { VerificationKey } from '../crypto/signature.js';
import type { DiffRow } from '../trust/diff.js';
import { fingerprintGroups } from '../trust/sheet.js';
import type { Signed, SignedBoth } from '../trust/update/judge.js';
import { plainText } from './escape.js';
import { renderDocument } from './json.js';
import { hang, narrowed } from './layout.js';
import { Pen, type TextOptions } from './pen.js';
import { spoken } from './spoken.js';
import { headDocument, renderDiff, type SheetHead } from './trust.js';
import { countOf } from './words.js';

export interface Updated {
  readonly before: SheetHead;
  readonly after: SheetHead;
  readonly signed: SignedBoth;
  readonly done: {
    readonly what: 'signed' | 'written' | 'installed';
    readonly path: string;
    /** Where the old trust root is now. */
    readonly kept?: string;
  };
  readonly changes: readonly DiffRow[];
}

/** Renders the result of `trust sign` and `trust update`. */
export function renderUpdated(
  { before, after, signed, done, changes }: Updated,
  style: TextOptions = {},
): string {
  const pen = new Pen(style);
  const what = { signed: 'Signed', written: 'Written', installed: 'Installed' }[done.what];
  const lines = [
    ...pen.row(what, plainText(done.path)),
    ...(done.kept === undefined ? [] : pen.row('Kept', plainText(done.kept))),
    ...pen.row('Trust root', `${plainText(after.name)}, serial ${after.serial}`),
    ...pen.row('Current', plainText(`${after.issuedAtText} to ${after.expiresAtText}`)),
    ...pen.row('To pin it', `sha3-256:${after.sha3_256}`),
    ...pen.row('Aloud', spoken(after.sha3_256).join(' ')),
    ...pen.row('Keepers', signedWords(signed.before, `serial ${before.serial}`)),
    ...pen.row('', signedWords(signed.after, `serial ${after.serial}`)),
    '',
  ];
  return narrowed(`${lines.join('\n')}\n${renderDiff(changes, style)}`, pen.width);
}

function signedWords({ by, threshold }: Signed, whose: string): string {
  const names = by.length === 0 ? '' : `: ${by.map((name) => plainText(name)).join(', ')}`;
  const missing = threshold - by.length;
  const still = missing > 0 ? `; ${missing} more to sign` : '';
  return `${by.length} of the ${countOf(threshold, 'signatures')} that ${whose} asks for${names}${still}`;
}

/** The same as JSON (schemas/trust-updated.schema.json). */
export function renderUpdatedJson({ before, after, signed, done, changes }: Updated): string {
  return renderDocument({
    format: 'softqcos.trust-updated/v1',
    done,
    before: headDocument(before),
    after: headDocument(after),
    signed: { before: signed.before, after: signed.after },
    changes,
  });
}

/** The fingerprints of new keys, to read to whoever writes the trust root. */
export function renderKeeper(
  name: string,
  keys: readonly Pick<VerificationKey, 'algorithm' | 'keyId'>[],
  style: TextOptions = {},
): string {
  const pen = new Pen(style);
  const lines = keys.flatMap(({ algorithm, keyId }) => [
    ...hang('', `keeper  ${plainText(name)}`, pen.width),
    ...pen.row('  algorithm', algorithm),
    ...pen.row('  SHA-256', fingerprintGroups(keyId).join(' ')),
    ...pen.row('  aloud', spoken(keyId).join(' ')),
    '',
  ]);
  return narrowed(`${lines.join('\n')}`, pen.width);
}
