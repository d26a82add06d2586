// One escaping layer for each output format (docs/SPEC.md §16.3). Text that a bundle supplies is hostile: it may hold terminal
// escapes, bidirectional overrides, CI commands, spreadsheet formulas or markup. It is made visible, never dropped, so that
// two different texts stay different. Knows nothing of transcripts; reports decide which text goes through which function.

/** Longest text that a report for people prints of one value, in code points; the rest is counted. */
export const TEXT_LENGTH = 400;

// Controls (Cc: ESC, C1, CR, LF, TAB), format characters (Cf: bidirectional overrides, zero-width joiners, tags), lone
// surrogates, private use, every separator but the space, default ignorables (fillers, variation selectors), noncharacters
// (illegal in XML), and the blank braille pattern. Unassigned code points are left alone: what they are depends on the runtime.
const UNSEEN =
  /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/gu;
// A mark with nothing to stand on would change our own character before it; piles of marks paint over other lines.
const LOOSE_MARK = /^\p{M}|(?<= )\p{M}|(?<=\p{M}{3})\p{M}/gu;
// `::error::` (GitHub), `##[…]` and `##vso[…]` (Azure), `##teamcity[…]`: a runner obeys them wherever they are printed.
const COMMAND = /(?<=:):|(?<=#)#/g;
// A text that already looks like one of our escapes must not read like one.
const FALSE_ESCAPE = /\\(?=u\{)/g;

/** Makes text harmless for a terminal and for a CI log: one line, everything unseen written as `\u{202E}`, cut at `limit`. */
export function plainText(text: string, limit = TEXT_LENGTH): string {
  const { head, rest } = cut(text, limit);
  const shown = head
    .replace(FALSE_ESCAPE, escaped)
    .replace(UNSEEN, escaped)
    .replace(LOOSE_MARK, escaped)
    .replace(COMMAND, escaped);
  return rest === 0 ? shown : `${shown}… (${rest} more characters)`;
}

/** The same for XML text and attribute values: no character that XML 1.0 §2.2 forbids is left. */
export function xmlText(text: string, limit = TEXT_LENGTH): string {
  return plainText(text, limit)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

// What marks up in the middle of a line. An underscore within a word does not (CommonMark §6.2). `$` is a formula on GitHub.
const MARKUP = /[\\`*[\]<>&|~$#]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
// What marks up where a line begins with it: lists, a rule, a heading that is underlined, the line below the head of a table.
const BEGINNING = /^(?=[-+=:])|(?<=^\s*\d{1,9})(?=[.)])/;
// What becomes a link or a picture by itself, in whatever way it is escaped: addresses, mentions, issues, names of emoji.
const LINKED = /@|:(?=\/\/|[\p{L}+_-]|\d{3})|(?<=www)\.|#(?=\d)|(?<=\bgh)-(?=\d)/giu;

/** The same for running Markdown: no markup, no HTML, no link, no mention, and as few escapes as that takes. */
export function markdownText(text: string, limit = TEXT_LENGTH): string {
  return plainText(text, limit)
    .replace(LINKED, escaped)
    .replace(MARKUP, (character) => `\\${character}`)
    .replace(BEGINNING, '\\');
}

/** The same as a code span. A backtick would end the span and a bar a table cell, so both are written as escapes. */
export function markdownCode(text: string, limit = TEXT_LENGTH): string {
  const shown = plainText(text, limit).replaceAll('`', '\\u{60}').replaceAll('|', '\\u{7C}');
  return shown === '' ? '` `' : `\`${shown}\``;
}

/** One quoted CSV cell (RFC 4180) that no spreadsheet takes for a formula, whichever separator its locale uses. */
export function csvCell(text: string, limit = TEXT_LENGTH): string {
  const shown = plainText(text, limit)
    .replace(/^(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/u, "'$1")
    .replace(/(?<=[;|,]\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/gu, "'");
  return `"${shown.replaceAll('"', '""')}"`;
}

/**
 * Makes serialised JSON harmless without changing its values: unseen characters and CI commands inside strings become
 * `\uXXXX`. The argument must be the output of JSON.stringify.
 */
export function jsonText(json: string): string {
  return json
    .replace(UNSEEN, (character) => (character === '\n' ? character : codeUnits(character)))
    .replace(COMMAND, codeUnits);
}

/** The first `limit` code points, and how many follow. */
function cut(text: string, limit: number): { head: string; rest: number } {
  // Every code point has one or two code units: a text this short needs no counting.
  if (text.length <= limit) return { head: text, rest: 0 };
  let head = '';
  let seen = 0;
  for (const character of text) {
    if (seen < limit) head += character;
    seen += 1;
  }
  return { head, rest: Math.max(0, seen - limit) };
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `\\u{${code.toString(16).toUpperCase()}}`;
}

function codeUnits(character: string): string {
  let out = '';
  for (let i = 0; i < character.length; i += 1)
    out += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return out;
}
