// What happens to files on ordinary ways: mail, editors, Git, FTP in text mode. Where a text is refused, this names the accident that
// explains it, in one sentence with what to do. Nothing is repaired, and no verdict depends on it.

export interface Accident {
  /** A clause, lower case, no full stop. */
  readonly message: string;
  /** A sentence. */
  readonly remedy: string;
}

function told(message: string, remedy: string): Accident {
  return { message, remedy };
}

const AS_EXPORTED = 'Ask for the file again, byte for byte as it was exported';
const CR = 0x0d;
const LF = 0x0a;

export const LINE_ENDS = told(
  'the line ends in CR LF: something converted the line ends on the way',
  `${AS_EXPORTED}: not through FTP in text mode, a mail body, or Git with autocrlf.`,
);
export const BYTE_ORDER_MARK = told(
  'the text begins with a byte-order mark, as Windows editors write it',
  `${AS_EXPORTED}; an editor has saved it.`,
);
const UTF_16 = told(
  'the text is in UTF-16, as a Windows editor or shell writes it',
  `${AS_EXPORTED}; something has saved it in another encoding.`,
);
const FINAL_LINE_FEED = told(
  'a line feed follows the JSON text, as editors add it',
  `${AS_EXPORTED}; an editor has saved it.`,
);
export const NO_LINE_FEED = told(
  'the last line has no line feed at its end, which some editors take away',
  `${AS_EXPORTED}; an editor has saved it, or it was cut short.`,
);
export const BLANK_LINE = told(
  'the line is blank, as editors add one at the end',
  `${AS_EXPORTED}; an editor has saved it.`,
);
export const HYPHENS = told(
  'the signature line begins with hyphens, where an em dash was: something changed the text',
  `${AS_EXPORTED}: not copied out of a mail or a page.`,
);
export const SPACES = told(
  'a line ends in spaces, which a mail program or an editor has added',
  `${AS_EXPORTED}: not copied out of a mail or a page.`,
);
export const OTHER_ENCODING = told(
  'the text is not in UTF-8: something has saved it in another encoding',
  `${AS_EXPORTED}.`,
);
export const EMPTY = told('the entry is empty', 'Ask for the complete bundle.');
const FORMATTED = told(
  'the JSON is set out with spaces or lines, as an editor or formatter does',
  `${AS_EXPORTED}; something has formatted it.`,
);

/** Names the accident behind bytes that are no canonical text; undefined if none is seen. */
export function accidentOf(bytes: Uint8Array): Accident | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return BYTE_ORDER_MARK;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return UTF_16;
  return bytes.at(-1) === CR || crLf(bytes) ? LINE_ENDS : undefined;
}

/** Names what an editor did to one JSON document whose canonical form is `canonical`. */
export function editOf(text: string, canonical: string): Accident | undefined {
  if (text === `${canonical}\n`) return FINAL_LINE_FEED;
  // White space between tokens alone: the same text without it.
  return text.length > canonical.length && withoutSpace(text) === canonical ? FORMATTED : undefined;
}

function crLf(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(LF);
  return at > 0 && bytes[at - 1] === CR;
}

/** JSON text without the white space between its tokens (RFC 8259 §2). */
function withoutSpace(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|[\t\n\r ]+/g, '$1');
}
