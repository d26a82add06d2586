// What a tampering is: a name in plain words, the checks one of which must catch it, and an edit that gives a changed copy of a bundle.
// The catalogue is made of rows of these; nothing is run here. No private key is used: a tampering is what anybody could do.

import type { CheckId } from '../catalogue/checks.js';
import type { Files } from './files.js';
import type { Picker } from './picker.js';
import type { Subject } from './subject.js';

/** Parts of the catalogue, as headings of a report. */
export const FAMILIES = {
  zip: 'The zip',
  names: 'Names and contents of the zip',
  bytes: 'Single bytes',
  manifest: 'The manifest',
  records: 'Records',
  forgery: 'Records, with the manifest made to agree',
  stubs: 'Stubs',
  proof: 'Inclusion proof',
  checkpoint: 'Checkpoint',
  attestation: 'Attestation',
  timestamps: 'Time stamps',
  disclosures: 'Disclosures and record signatures',
  claims: 'Attachments, authorisation, selection',
} as const;
export type Family = keyof typeof FAMILIES;
export const FAMILY_NAMES = Object.keys(FAMILIES) as readonly Family[];

/** At least one; more if the place that was picked decides which of them sees it. */
export type Expected = readonly [CheckId, ...CheckId[]];

export interface Tampered {
  /** The whole zip, or the entries of a zip that is to be written; one name may stand twice. */
  readonly bundle: Uint8Array | Files | readonly (readonly [string, Uint8Array])[];
  /** Where, in words; never a value of the bundle. */
  readonly where?: string;
  /** Where the bundle decides it. */
  readonly by?: Expected;
  /** A checkpoint or a selection that an auditor holds: the bundle's own, as it was before. */
  readonly held?: { readonly checkpoint?: Uint8Array; readonly expectSelection?: Uint8Array };
}

/** Gives the changed copy, or one clause that says why this bundle has nothing to change: "the bundle has no …". */
export type Edit = (subject: Subject, picker: Picker) => Tampered | string;

export interface Tampering {
  /** `<family>/<name>`: stable, unique. */
  readonly id: `${Family}/${string}`;
  /** One clause, lower case, no full stop: what is done. */
  readonly what: string;
  /** The checks one of which must catch it. */
  readonly by: Expected;
  readonly apply: Edit;
}

/** `<name>: <what is done>`, and how; with the checks that must catch it, if not those of the table. */
export type Rows<T> = Readonly<Record<`${string}: ${string}`, T | readonly [T, ...Expected]>>;

/** A table of tamperings of one family; `edit` makes an edit of what its rows hold. */
export function tamperings<T extends object>(
  family: Family,
  by: CheckId | Expected,
  edit: (row: T) => Edit,
  rows: Rows<T>,
): readonly Tampering[] {
  const expected = typeof by === 'string' ? ([by] as const) : by;
  return Object.entries(rows).map(([said, row]) => {
    const [name = '', what = ''] = said.split(': ', 2);
    const [how, ...own] = Array.isArray(row) ? row : [row];
    const [first, ...more] = own;
    return {
      ...{ id: `${family}/${name}` as const, what, apply: edit(how) },
      by: first === undefined ? expected : [first, ...more],
    };
  });
}

/** For tables whose rows are edits. */
export const asIs = (edit: Edit): Edit => edit;
