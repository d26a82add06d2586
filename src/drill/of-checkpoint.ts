// Tamperings with the text of the checkpoint and with the ledger's two signature lines (docs/SPEC.md §7.1 to §7.3). Only lines of keys that
// the trust root lists are touched: the others are ignored.

import { toBase64 } from '../base/encoding.js';
import { isObject } from '../base/json.js';
import { PATHS } from '../bundle/layout.js';
import { objectsOf, withFile, withoutFile } from './files.js';
import {
  halves,
  type Note,
  noteOf,
  otherRoot,
  own,
  renderNote,
  TIME_BYTES,
  withBody,
} from './note.js';
import { otherDigit } from './of-manifest.js';
import type { Picker } from './picker.js';
import { manifestOf, withManifest } from './repair.js';
import type { Subject } from './subject.js';
import type { Expected, Tampered, Tampering } from './tampering.js';

const SIGNATURES = ['checkpoint/signatures'] as const;
const NO_NOTE = 'the bundle has no checkpoint of its ledger that can be read';
const NOT_OWN = 'the checkpoint has no signature line of a key that the trust root lists';

/** A tampering with the checkpoint; `and` puts it into the bundle. */
export function note(
  name: string,
  what: string,
  by: Expected,
  change: (note: Note, subject: Subject, picker: Picker) => Note | string,
  and: (subject: Subject, note: Note) => Tampered['bundle'] = ({ files }, changed) =>
    withFile(files, PATHS.checkpoint, renderNote(changed)),
): Tampering {
  return {
    ...{ id: `checkpoint/${name}` as const, what, by },
    apply: (subject, picker) => {
      const parsed = noteOf(subject);
      if (parsed === undefined || parsed.origin !== subject.manifest.ledger) return NO_NOTE;
      const changed = change(parsed, subject, picker);
      if (typeof changed === 'string') return changed;
      // §7.1: with fewer than two lines there is no checkpoint at all.
      const isNone = changed.lines.length < 2 && parsed.lines.length >= 2;
      return {
        bundle: and(subject, changed),
        ...(isNone ? { by: ['checkpoint/form'] as const } : {}),
      };
    },
  };
}

/** Flips a bit of the ledger's signatures of one type, its time left alone. */
function flipped(type: 0x01 | 0x06) {
  return (parsed: Note, subject: Subject, picker: Picker): Note | string => {
    const line = picker.pick(own(parsed, subject, type));
    if (line === undefined) return NOT_OWN;
    const { bytes } = picker.flip(line.body, type === 0x01 ? 0 : TIME_BYTES);
    return withBody(parsed, line, bytes);
  };
}

function stripped(type: 0x01 | 0x06) {
  return (parsed: Note, subject: Subject): Note | string => {
    const lines = own(parsed, subject, type);
    if (lines.length === 0) return NOT_OWN;
    return { ...parsed, lines: parsed.lines.filter((each) => !lines.includes(each)) };
  };
}

/** The same tree head in manifest and checkpoint. */
export function both(subject: Subject, changed: Note): Tampered['bundle'] {
  const files = withFile(subject.files, PATHS.checkpoint, renderNote(changed));
  const manifest = manifestOf(files);
  const head = isObject(manifest['tree_head']) ? manifest['tree_head'] : {};
  const prefix = String(head['root_hash']).replace(/:.*/, '');
  const root_hash = `${prefix}:${Buffer.from(changed.root, 'base64').toString('hex')}`;
  return withManifest(files, { ...manifest, tree_head: { root_hash, tree_size: changed.size } });
}

/** An earlier tree head that the bundle itself shows. */
function earlier(parsed: Note, { files }: Subject): Note | string {
  const line = objectsOf(files, PATHS.consistency).find(
    (each) => each['tree_size'] !== parsed.size,
  );
  const hex = String(line?.['root_hash']).replace(/^.*:/, '');
  if (line === undefined) return 'the bundle has no earlier tree head';
  return { ...parsed, size: Number(line['tree_size']), root: toBase64(Buffer.from(hex, 'hex')) };
}

const otherSize = (parsed: Note): Note => ({ ...parsed, size: parsed.size + 1 });
export const withOtherRoot = (parsed: Note): Note => ({ ...parsed, root: otherRoot(parsed.root) });

export const ofCheckpoint: readonly Tampering[] = [
  {
    ...{ id: 'checkpoint/missing', what: 'the checkpoint is taken out', by: ['checkpoint/form'] },
    apply: ({ files }) =>
      files.has(PATHS.checkpoint)
        ? { bundle: withoutFile(files, PATHS.checkpoint) }
        : 'the bundle has no checkpoint',
  },
  note('origin', 'the checkpoint names another ledger', ['checkpoint/form'], (parsed) => ({
    ...parsed,
    origin: 'ledger.example/drill',
  })),
  note(
    'extension',
    'a line of free text is added to the checkpoint',
    ['checkpoint/form'],
    (parsed) => ({
      ...parsed,
      root: `${parsed.root}\nput in by a drill`,
    }),
  ),
  note('size', 'the checkpoint states another tree size', ['checkpoint/tree-head'], otherSize),
  note('root', 'the checkpoint states another root', ['checkpoint/tree-head'], withOtherRoot),
  note(
    'older',
    'the checkpoint is replaced by an earlier tree head',
    ['checkpoint/tree-head'],
    earlier,
  ),
  note('both-size', 'manifest and checkpoint state another tree size', SIGNATURES, otherSize, both),
  note('both-root', 'manifest and checkpoint state another root', SIGNATURES, withOtherRoot, both),
  note(
    'both-older',
    'manifest and checkpoint state an earlier tree head',
    SIGNATURES,
    earlier,
    both,
  ),
  note(
    'ed25519',
    "one bit of the ledger's Ed25519 signature is flipped",
    SIGNATURES,
    flipped(0x01),
  ),
  note(
    'ml-dsa-44',
    "one bit of the ledger's ML-DSA-44 signature is flipped",
    SIGNATURES,
    flipped(0x06),
  ),
  note(
    'time',
    'the ledger is said to have signed at another time',
    SIGNATURES,
    (parsed, subject, picker) => {
      const line = picker.pick(own(parsed, subject, 0x06));
      if (line === undefined) return NOT_OWN;
      const { bytes } = picker.flip(line.body, TIME_BYTES - 2, TIME_BYTES);
      return withBody(parsed, line, bytes);
    },
  ),
  note('no-ed25519', "the ledger's Ed25519 half is taken away", SIGNATURES, stripped(0x01)),
  note('no-ml-dsa-44', "the ledger's ML-DSA-44 half is taken away", SIGNATURES, stripped(0x06)),
  note(
    'halves-exchanged',
    "the ledger's two signatures change places",
    SIGNATURES,
    (parsed, subject) => {
      const pair = halves(parsed, subject);
      if (pair === undefined) return NOT_OWN;
      const [one, other] = pair;
      const swap = (each: Note['lines'][number]) =>
        each === one
          ? { ...each, body: other.body }
          : each === other
            ? { ...each, body: one.body }
            : each;
      return { ...parsed, lines: parsed.lines.map(swap) };
    },
  ),
  note(
    'line-twice',
    'one signature line of the ledger stands twice',
    SIGNATURES,
    (parsed, subject, picker) => {
      const line = picker.pick(own(parsed, subject, 0x01));
      return line === undefined ? NOT_OWN : { ...parsed, lines: [...parsed.lines, line] };
    },
  ),
  note(
    'other-keys',
    "the ledger's lines are signed by keys that nobody knows",
    SIGNATURES,
    (parsed, subject) => {
      const lines = [...own(parsed, subject, 0x01), ...own(parsed, subject, 0x06)];
      if (lines.length === 0) return NOT_OWN;
      const turned = parsed.lines.map((each) =>
        lines.includes(each) ? { ...each, keyHash: otherDigit(each.keyHash) } : each,
      );
      return { ...parsed, lines: turned };
    },
  ),
];
