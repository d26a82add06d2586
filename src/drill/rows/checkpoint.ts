// Tamperings with the checkpoint (docs/SPEC.md §7): its text, the ledger's two signature lines, cosignatures, earlier tree heads, and the
// checkpoint that an auditor kept, for which the bundle's own stands in as it was before. Only lines of keys that the trust root lists are
// touched: the others are ignored.

import { toBase64 } from '../../base/encoding.js';
import { canonicalize, isObject } from '../../base/json.js';
import { FORMAT } from '../../base/limits.js';
import { PATHS } from '../../bundle/layout.js';
import { type Change, DRILL, dropEntry, editLine, otherDigit, turned } from '../edits.js';
import { listOf, membersOf, objectsOf, withFile, withLines } from '../files.js';
import { halves, type Note, noteOf, otherRoot, own, renderNote, TIME_BYTES, withBody, witnessLines } from '../note.js';
import type { Picker } from '../picker.js';
import { manifestOf, withManifest } from '../repairs.js';
import { checkOf, type Subject } from '../subject.js';
import { asIs, type Edit, type Tampered, tamperings } from '../tampering.js';

const FORM = 'checkpoint/form';
const SIGNATURES = 'checkpoint/signatures';
const NOT_OWN = 'the checkpoint has no signature line of a key that the trust root lists';
const NO_EARLIER = 'the bundle has no earlier tree head';

/** Lines of a checkpoint that belong to listed keys. */
interface Kind {
  readonly lines: typeof witnessLines;
  readonly none: string;
}
const ED25519: Kind = { lines: (parsed, subject) => own(parsed, subject, 0x01), none: NOT_OWN };
const ML_DSA_44: Kind = { lines: (parsed, subject) => own(parsed, subject, 0x06), none: NOT_OWN };
const WITNESS: Kind = { lines: witnessLines, none: 'the bundle has no cosignature of a witness of the trust root' };

type NoteChange = (note: Note, subject: Subject, picker: Picker) => Note | string;

/** The checkpoint is changed, and put into the bundle: alone, or with a manifest of the same tree head. */
function note(change: NoteChange, into = alone): Edit {
  return (subject, picker) => {
    const parsed = noteOf(subject);
    if (parsed === undefined || parsed.origin !== subject.manifest.ledger)
      return 'the bundle has no checkpoint of its ledger that can be read';
    const changed = change(parsed, subject, picker);
    if (typeof changed === 'string') return changed;
    // §7.1: with fewer than two lines there is no checkpoint at all.
    const isNone = changed.lines.length < 2 && parsed.lines.length >= 2;
    return { bundle: into(subject, changed), ...(isNone ? { by: [FORM] as const } : {}) };
  };
}

function alone({ files }: Subject, changed: Note): Tampered['bundle'] {
  return withFile(files, PATHS.checkpoint, renderNote(changed));
}

function both({ files }: Subject, changed: Note): Tampered['bundle'] {
  const manifest = manifestOf(files);
  const prefix = String(membersOf(manifest['tree_head'])['root_hash']).replace(/:.*/, '');
  const root_hash = `${prefix}:${Buffer.from(changed.root, 'base64').toString('hex')}`;
  const tree_head = { root_hash, tree_size: changed.size };
  const others = withFile(files, PATHS.checkpoint, renderNote(changed));
  return withManifest(others, { ...manifest, tree_head });
}

const otherSize: NoteChange = (parsed) => ({ ...parsed, size: parsed.size + 1 });
const withOtherRoot = (parsed: Note): Note => ({ ...parsed, root: otherRoot(parsed.root) });

/** An earlier tree head that the bundle itself shows. */
const earlier: NoteChange = (parsed, { files }) => {
  const heads = objectsOf(files, PATHS.consistency);
  const line = heads.find(({ tree_size }) => tree_size !== parsed.size);
  if (line === undefined) return NO_EARLIER;
  const hex = String(line['root_hash']).replace(/^.*:/, '');
  return { ...parsed, size: Number(line['tree_size']), root: toBase64(Buffer.from(hex, 'hex')) };
};

/** One of the lines of a kind gets a flipped bit, from one byte of its body on, up to another. */
const flipped =
  ({ lines, none }: Kind, from: number, to?: number): NoteChange =>
  (parsed, subject, picker) => {
    const line = picker.pick(lines(parsed, subject));
    return line === undefined ? none : withBody(parsed, line, picker.flip(line.body, from, to).bytes);
  };

const stripped =
  (kind: Kind): NoteChange =>
  (parsed, subject) => {
    const lines = kind.lines(parsed, subject);
    if (lines.length === 0) return kind.none;
    return { ...parsed, lines: parsed.lines.filter((each) => !lines.includes(each)) };
  };

const exchanged: NoteChange = (parsed, subject) => {
  const [one, other] = halves(parsed, subject) ?? [];
  if (one === undefined || other === undefined) return NOT_OWN;
  return withBody(withBody(parsed, one, other.body), other, one.body);
};

const twice: NoteChange = (parsed, subject, picker) => {
  if (parsed.lines.length >= FORMAT.noteSignatures) return 'the checkpoint has no room for another line';
  const line = picker.pick(ED25519.lines(parsed, subject));
  return line === undefined ? NOT_OWN : { ...parsed, lines: [...parsed.lines, line] };
};

const otherKeys: NoteChange = (parsed, subject) => {
  const lines = [ED25519, ML_DSA_44].flatMap((kind) => kind.lines(parsed, subject));
  if (lines.length === 0) return NOT_OWN;
  const turnedLines = parsed.lines.map((each) => (lines.includes(each) ? { ...each, keyHash: otherDigit(each.keyHash) } : each));
  return { ...parsed, lines: turnedLines };
};

const madeUp: Edit = ({ files, manifest }) => {
  const head = manifestOf(files)['tree_head'];
  if (manifest.treeHead === undefined || manifest.treeHead.treeSize < 2 || !isObject(head))
    return 'the bundle has no tree of several leaves';
  const zeros = '0'.repeat(64);
  const root_hash = String(head['root_hash']).replace(/:.*/, `:${zeros}`);
  const line = canonicalize({ path: [zeros], root_hash, tree_size: 1 });
  return { bundle: withLines(files, PATHS.consistency, [line]) };
};

/** The bundle's own checkpoint in the hands of an auditor who kept it, and another tree in the bundle. */
function kept(change: (note: Note) => Note): Edit {
  return (subject) => {
    const parsed = noteOf(subject);
    const checkpoint = subject.files.get(PATHS.checkpoint);
    const { status } = checkOf(subject.transcript, 'checkpoint/signatures');
    if (parsed === undefined || checkpoint === undefined || status !== 'passed' || parsed.size < 2)
      return 'the bundle has no checkpoint of several leaves that an auditor could keep';
    return { bundle: both(subject, change(parsed)), held: { checkpoint } };
  };
}

const shorter: Change = (line) => ({ ...line, path: listOf(line['path']).slice(0, -1) });
const earlierHead = (change: Change) => editLine(PATHS.consistency, 'earlier tree head', change);

export const checkpointRows = [
  ...tamperings('checkpoint', FORM, asIs, {
    'missing: the checkpoint is taken out': dropEntry(PATHS.checkpoint, 'the bundle has no checkpoint'),
  }),
  ...tamperings('checkpoint', FORM, note, {
    'origin: the checkpoint names another ledger': (parsed) => ({ ...parsed, origin: 'ledger.example/drill' }),
    'extension: a line of free text is added to the checkpoint': (parsed) => ({ ...parsed, root: `${parsed.root}\n${DRILL}` }),
  }),
  ...tamperings('checkpoint', 'checkpoint/tree-head', note, {
    'size: the checkpoint states another tree size': otherSize,
    'root: the checkpoint states another root': withOtherRoot,
    'older: the checkpoint is replaced by an earlier tree head': earlier,
  }),
  ...tamperings('checkpoint', SIGNATURES, (change: NoteChange) => note(change, both), {
    'both-size: manifest and checkpoint state another tree size': otherSize,
    'both-root: manifest and checkpoint state another root': withOtherRoot,
    'both-older: manifest and checkpoint state an earlier tree head': earlier,
  }),
  ...tamperings('checkpoint', SIGNATURES, note, {
    "ed25519: one bit of the ledger's Ed25519 signature is flipped": flipped(ED25519, 0),
    "ml-dsa-44: one bit of the ledger's ML-DSA-44 signature is flipped": flipped(ML_DSA_44, TIME_BYTES),
    'time: the ledger is said to have signed at another time': flipped(ML_DSA_44, TIME_BYTES - 2, TIME_BYTES),
    "no-ed25519: the ledger's Ed25519 half is taken away": stripped(ED25519),
    "no-ml-dsa-44: the ledger's ML-DSA-44 half is taken away": stripped(ML_DSA_44),
    "halves-exchanged: the ledger's two signatures change places": exchanged,
    'line-twice: one signature line of the ledger stands twice': twice,
    "other-keys: the ledger's lines are signed by keys that nobody knows": otherKeys,
  }),
  ...tamperings('checkpoint', 'checkpoint/witnesses', note, {
    'cosignature: one bit of a cosignature is flipped': flipped(WITNESS, TIME_BYTES),
    'cosignature-time: a witness is said to have signed at another time': flipped(WITNESS, TIME_BYTES - 2, TIME_BYTES),
  }),
  ...tamperings('checkpoint', 'checkpoint/consistency', asIs, {
    'consistency-root: an earlier tree head gets another root': earlierHead(turned('root_hash')),
    'consistency-path: a consistency proof loses its last hash': earlierHead(shorter),
    'consistency-made-up: an earlier tree head is made up': madeUp,
  }),
  ...tamperings('checkpoint', 'checkpoint/continuity', kept, {
    'split-view: an auditor kept the checkpoint, and the bundle shows another tree of that size': withOtherRoot,
    'rolled-back: an auditor kept the checkpoint, and the bundle shows a smaller tree': (parsed) => ({ ...parsed, size: parsed.size - 1 }),
  }),
];
