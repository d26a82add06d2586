// The edits that tamperings are made of: an entry dropped or put in, a line or an object changed, a bit flipped, a text spelt otherwise.
// Each is a function from a bundle to a changed copy of its entries; what the bundle lacks for it is said in a clause.

import { utf8 } from '../base/encoding.js';
import { canonicalize, isObject, type Json, type JsonObject } from '../base/json.js';
import {
  type Files,
  linesOf,
  listOf,
  membersOf,
  objectsOf,
  spliceLines,
  textOf,
  withFile,
  withoutFile,
} from './files.js';
import type { Picker } from './picker.js';
import { manifestOf, withManifest } from './repairs.js';
import type { Subject } from './subject.js';
import type { Edit } from './tampering.js';

/** What a drill writes where any text will do. */
export const DRILL = 'put in by a drill';
export const CONTENT = utf8(`${DRILL}\n`);

/** Gives the object as it becomes, or says what the bundle lacks. */
export type Change = (object: JsonObject, subject: Subject, picker: Picker) => JsonObject | string;

export const set =
  (members: JsonObject): Change =>
  (object) => ({ ...object, ...members });

/** A hexadecimal digest becomes another one. */
export const turned =
  (name: string): Change =>
  (object) => ({ ...object, [name]: otherDigit(object[name]) });

export const oneMore =
  (name: string): Change =>
  (object) => ({ ...object, [name]: Number(object[name] ?? 0) + 1 });

/** One change after another. */
export const both =
  (first: Change, second: Change): Change =>
  (object, subject, picker) => {
    const changed = first(object, subject, picker);
    return typeof changed === 'string' ? changed : second(changed, subject, picker);
  };

/** A member that is an object is changed; an empty one is made if there is none. */
export const within =
  (name: string, change: Change): Change =>
  (object, subject, picker) => {
    const inner = change(membersOf(object[name]), subject, picker);
    return typeof inner === 'string' ? inner : { ...object, [name]: inner };
  };

/** One object of a list is changed. */
export const oneOf =
  (name: string, change: Change): Change =>
  (object, subject, picker) => {
    const items = listOf(object[name]);
    const at = picker.below(items.length);
    const item = items[at];
    if (!isObject(item)) return `the bundle has no list of ${name} that can be read`;
    const changed = change(item, subject, picker);
    return typeof changed === 'string' ? changed : { ...object, [name]: items.with(at, changed) };
  };

/** Another last hexadecimal digit. */
export function otherDigit(hex: Json | undefined): string {
  const text = String(hex);
  return `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`;
}

/** The object without a member. */
export function omit(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([other]) => other !== name));
}

export function editManifest(change: Change): Edit {
  return (subject, picker) => {
    const manifest = change(manifestOf(subject.files), subject, picker);
    return typeof manifest === 'string'
      ? manifest
      : { bundle: withManifest(subject.files, manifest) };
  };
}

export function dropEntry(path: string, none = `the bundle has no ${path}`): Edit {
  return ({ files }) => (files.has(path) ? { bundle: withoutFile(files, path) } : none);
}

/** Drops one of several entries, of which the subject has some. */
export function dropOneOf(none: string, paths: (subject: Subject) => readonly string[]): Edit {
  return (subject, picker) => {
    const path = picker.pick(paths(subject).filter((each) => subject.files.has(each)));
    return path === undefined ? none : { bundle: withoutFile(subject.files, path), where: path };
  };
}

/** Puts an entry in or in the place of another. */
export function putEntry(path: string, content: Uint8Array | string = CONTENT): Edit {
  return ({ files }) => ({ bundle: withFile(files, path, content) });
}

/** Another content for an entry; undefined if there is nothing in it to change. */
export function editBytes(
  path: string,
  none: string,
  change: (content: Uint8Array, picker: Picker) => Uint8Array | undefined,
): Edit {
  return ({ files }, picker) => {
    const content = files.get(path);
    const other = content && change(content, picker);
    return other === undefined ? none : { bundle: withFile(files, path, other) };
  };
}

/** The text of an entry in another spelling. */
export function respell(path: string, from: string | RegExp, to: string, none = ''): Edit {
  return ({ files }) =>
    files.has(path)
      ? { bundle: withFile(files, path, textOf(files, path).replace(from, to)) }
      : none;
}

/** One line of an entry in another spelling; with a line feed in it, it becomes several. */
export function respellLine(path: string, none: string, from: string | RegExp, to: string): Edit {
  return splice(path, none, 1, ([line = '']) => [line.replace(from, to)]);
}

export function dropLine(path: string, none: string, atLeast = 1): Edit {
  return splice(path, none, 1, () => [], atLeast);
}

export function swapLines(path: string, none: string): Edit {
  return splice(path, none, 2, (lines) => [...lines].reverse());
}

/** Lines one after another, picked together, become others. */
function splice(
  path: string,
  none: string,
  count: number,
  change: (lines: readonly string[]) => readonly string[],
  atLeast = count,
): Edit {
  return ({ files }, picker) => {
    const lines = linesOf(files, path);
    if (lines.length < atLeast) return none;
    const at = picker.below(lines.length - count + 1);
    const others = change(lines.slice(at, at + count));
    return { bundle: spliceLines(files, path, at, count, ...others), where: `line ${at + 1}` };
  };
}

/** Which objects of an entry can be changed; what they are compared with is looked up once. */
export type Fits = (subject: Subject) => (line: JsonObject, at: number) => boolean;

/** One object of a `.jsonl` entry, of those that fit, is changed. */
export function editLine(path: string, none: string, change: Change, fits?: Fits): Edit {
  return atLine(
    path,
    none,
    (line, at, subject, picker) => {
      const changed = change(line, subject, picker);
      return typeof changed === 'string'
        ? changed
        : spliceLines(subject.files, path, at, 1, canonicalize(changed));
    },
    fits,
  );
}

/** The entries are changed with one object of a `.jsonl` entry, of those that fit, in view. */
export function atLine(
  path: string,
  none: string,
  change: (line: JsonObject, at: number, subject: Subject, picker: Picker) => Files | string,
  fits: Fits = () => () => true,
): Edit {
  return (subject, picker) => {
    const lines = objectsOf(subject.files, path);
    const isFit = fits(subject);
    const places = lines.flatMap((line, at) => (isFit(line, at) ? [at] : []));
    const at = picker.pick(places);
    const line = at === undefined ? undefined : lines[at];
    if (at === undefined || line === undefined) return `the bundle has no ${none}`;
    const bundle = change(line, at, subject, picker);
    return typeof bundle === 'string' ? bundle : { bundle, where: `line ${at + 1}` };
  };
}

/** One bit of one of several entries is flipped. */
export function flipBit(none: string, paths: (subject: Subject) => readonly string[]): Edit {
  return (subject, picker) => {
    const path = picker.pick(paths(subject));
    const content = path === undefined ? undefined : subject.files.get(path);
    if (path === undefined || content === undefined || content.length === 0) return none;
    const { bytes, at } = picker.flip(content);
    return { bundle: withFile(subject.files, path, bytes), where: `${path}, byte ${at}` };
  };
}
