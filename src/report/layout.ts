// Lines for people: wrapping and hanging indents. Knows widths, not meanings; counts code points, so wide scripts may wrap late.

/** Columns that a value needs beside its label; where fewer are left it is set beneath. */
const ROOM = 24;

/**
 * Wraps words to `width`, first line after `first`, further lines after as many spaces. Where the terminal is too narrow for that,
 * the text is under the label, a little to the right of it. Longer words are broken.
 */
export function hang(first: string, text: string, width: number): string[] {
  const label = [...first].length;
  if (width - label >= ROOM || label + [...text].length <= width) {
    const indent = ' '.repeat(label);
    return wrap(text, Math.max(ROOM, width - label)).map((line, i) =>
      `${i === 0 ? first : indent}${line}`.trimEnd(),
    );
  }
  const margin = ' '.repeat(Math.min(8, /^ */.exec(first)?.[0].length ?? 0) + 2);
  const below = wrap(text, Math.max(ROOM, width - margin.length)).map((line) => `${margin}${line}`);
  return first.trim() === '' ? below : [first.trimEnd(), ...below];
}

/** Wraps words to `width`; at least one line. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ').flatMap((part) => pieces(part, width))) {
    const length = [...word].length;
    if (used > 0 && used + 1 + length > width) {
      lines.push(line);
      line = word;
      used = length;
    } else {
      line = used === 0 && line === '' ? word : `${line} ${word}`;
      used = [...line].length;
    }
  }
  lines.push(line);
  return lines;
}

/** A word in pieces of at most `width`; an escape such as `\u{202E}` may be broken, since its backslash still shows it. */
function pieces(word: string, width: number): string[] {
  const characters = [...word];
  if (characters.length <= width) return [word];
  const out: string[] = [];
  for (let i = 0; i < characters.length; i += width)
    out.push(characters.slice(i, i + width).join(''));
  return out;
}

/** Narrower than this, labels and headings that stand in one line elsewhere are broken as well. */
const NARROW = 72;
const SGR_CODES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
/** Lines that state a result in one line, for scripts; a terminal breaks them by itself. */
const RESULT = /^(?:PASS|FAIL|UNPROVEN|NOT VERIFIED)\b/;

/** Breaks at spaces what is still too wide for a narrow terminal; a line that is broken loses its colour. */
export function narrowed(text: string, width: number): string {
  if (width >= NARROW) return text;
  const lines = text.split('\n').flatMap((line) => {
    const plain = line.replace(SGR_CODES, '');
    if ([...plain].length <= width || RESULT.test(plain)) return [line];
    const indent = /^ */.exec(plain)?.[0] ?? '';
    return wrap(plain.trim(), width - indent.length - 2).map((part, i) =>
      i === 0 ? `${indent}${part}` : `${indent}  ${part}`,
    );
  });
  return lines.join('\n');
}
