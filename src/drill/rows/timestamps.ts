// Tamperings with time stamps (docs/SPEC.md §7.7, §8.4, §8.5). Only tokens that count in the untouched bundle: one of an authority that
// nobody pinned proves nothing, and so there is nothing to forge.

import { concat, equalBytes } from '../../base/encoding.js';
import { parseToken, type Token } from '../../timestamp/token.js';
import { type Files, withFile } from '../files.js';
import type { Picker } from '../picker.js';
import { countingTokens } from '../subject.js';
import { type Edit, tamperings } from '../tampering.js';

type Over = 'checkpoint' | 'attestation';

type TokenChange = (bytes: Uint8Array, parsed: Token, picker: Picker, files: Files) => Uint8Array | undefined;

function token(over: Over, change: TokenChange): Edit {
  return (subject, picker) => {
    const path = picker.pick(countingTokens(subject, over));
    const bytes = path === undefined ? undefined : subject.files.get(path);
    const parsed = bytes === undefined ? undefined : parseToken(bytes);
    if (path === undefined || bytes === undefined || parsed?.ok !== true)
      return `the bundle has no time stamp over its ${over} that counts`;
    const changed = change(bytes, parsed.token, picker, subject.files);
    if (changed === undefined) return 'the bundle has no time stamp over something else';
    return { bundle: withFile(subject.files, path, changed), where: path };
  };
}

/** Flips a bit of the signature, wherever the same octets stand as well: unsigned attributes may hold anything. */
const flippedSignature: TokenChange = (bytes, { signer }, picker) => {
  const { length } = signer.signature;
  for (const at of placesOf(bytes, signer.signature)) {
    const changed = picker.flip(bytes, at, at + length).bytes;
    if (isOther(changed, ({ signer: { signature } }) => !equalBytes(signature, signer.signature))) return changed;
  }
  return undefined;
};

/** The second in which the token was made becomes another one: GeneralizedTime (RFC 3161 §2.4.2) inside the signed content. */
const otherSecond: TokenChange = (bytes, { content }) => {
  const match = /\d{14}(?:\.\d+)?Z/.exec(Buffer.from(content).toString('latin1'));
  if (match === null) return undefined;
  for (const start of placesOf(bytes, content).toReversed()) {
    const changed = Uint8Array.from(bytes);
    const at = start + match.index + 13;
    changed[at] = changed[at] === 0x30 ? 0x31 : 0x30;
    if (isOther(changed, (token) => !equalBytes(token.content, content))) return changed;
  }
  return undefined;
};

/** Where a part stands in a token, the last place first. */
function placesOf(bytes: Uint8Array, part: Uint8Array): readonly number[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const places: number[] = [];
  for (let at = buffer.indexOf(part); at >= 0 && places.length < 64; at = buffer.indexOf(part, at + 1)) places.push(at);
  return places.reverse();
}

/** Another token in that respect, or none that can be read. */
function isOther(bytes: Uint8Array, differs: (token: Token) => boolean): boolean {
  const parsed = parseToken(bytes);
  return !parsed.ok || differs(parsed.token);
}

const oneByteMore: TokenChange = (bytes) => concat(bytes, Uint8Array.of(0));
const exchanged =
  (other: Over): TokenChange =>
  (_, __, picker, files) =>
    files.get(picker.pick([...files.keys()].filter((path) => path.startsWith(`timestamps/${other}.`))) ?? '');

const overCheckpoint = (change: TokenChange) => token('checkpoint', change);
const overAttestation = (change: TokenChange) => token('attestation', change);

export const timestampRows = [
  ...tamperings('timestamps', 'checkpoint/timestamps', overCheckpoint, {
    'checkpoint-signature: one bit of the signature of a time stamp is flipped over the checkpoint': flippedSignature,
    'checkpoint-time: another second is written into a time stamp over the checkpoint': otherSecond,
    'checkpoint-more: a byte is appended to a time stamp over the checkpoint': oneByteMore,
    'checkpoint-exchanged: a time stamp over the attestation is put in the place of one over the checkpoint': exchanged('attestation'),
  }),
  ...tamperings('timestamps', 'attestation/timestamps', overAttestation, {
    'attestation-signature: one bit of the signature of a time stamp is flipped over the attestation': flippedSignature,
    'attestation-time: another second is written into a time stamp over the attestation': otherSecond,
    'attestation-more: a byte is appended to a time stamp over the attestation': oneByteMore,
    'attestation-exchanged: a time stamp over the checkpoint is put in the place of one over the attestation': exchanged('checkpoint'),
  }),
];
