// Lines for people: wrapping and hanging indents. Knows widths, not meanings; counts code points, so wide scripts may wrap late.

/** Columns of a text for people. */
export const WIDTH = 100;

/** A name and what it stands for, in the columns that every paper has. */
export function row(label: string, value: string): string[] {
  return hang(`${label.padEnd(14)} `, value, WIDTH);
}

/** Wraps words to `width`, first line after `first`, further lines after as many spaces. Longer words are broken. */
export function hang(first: string, text: string, width: number): string[] {
  const indent = ' '.repeat([...first].length);
  const room = Math.max(20, width - indent.length);
  return wrap(text, room).map((line, i) => `${i === 0 ? first : indent}${line}`.trimEnd());
}

/** Wraps words to `width`; at least one line. */
export function wrap(text: string, width: number): string[] {
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
