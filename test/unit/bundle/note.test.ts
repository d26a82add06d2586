import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/base/encoding.js';
import { EvidenceError } from '../../../src/base/errors.js';
import { FORMAT } from '../../../src/base/limits.js';
import { parseNote } from '../../../src/bundle/note.js';

// The example of c2sp.org/signed-note.
const POEM =
  'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n';
const SIGNED = 'quasimodo.example/salvatore';
const SIGNATURE =
  'NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=';
const LINE = `— ${SIGNED} ${SIGNATURE}\n`;

/** The findings of a note that must be refused, as code and line. */
function faultsOf(
  text: string | Uint8Array,
  options = {},
): { line: number | undefined; message: string }[] {
  try {
    parseNote(typeof text === 'string' ? utf8(text) : text, options);
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return error.findings.map(({ code, where, message }) => {
      expect(code).toBe('CHECKPOINT_MALFORMED');
      expect(where.entry).toBe('checkpoint');
      return { line: where.line, message };
    });
  }
  throw new Error('the note was accepted');
}

describe('parseNote', () => {
  it('cuts the example of the specification at its last blank line', () => {
    const note = parseNote(utf8(`${POEM}\n${LINE}`));
    expect(Buffer.from(note.text).toString()).toBe(POEM);
    expect(note.signatures).toHaveLength(1);
    const [line] = note.signatures;
    expect(line).toMatchObject({ name: SIGNED, keyHash: '367ba04b', line: 6 });
    expect(Buffer.from(line?.raw ?? []).toString()).toBe(LINE);
    expect(Buffer.from(line?.body ?? []).toString('base64')).toBe(
      Buffer.from(SIGNATURE, 'base64').subarray(4).toString('base64'),
    );
  });

  it('takes the last of several blank lines, so that text may look like a signature', () => {
    const text = `a\n\n${LINE}\nb\n`;
    const note = parseNote(utf8(`${text}\n${LINE}`));
    expect(Buffer.from(note.text).toString()).toBe(text);
    expect(note.signatures.map(({ line }) => line)).toEqual([7]);
  });

  it('keeps every line in file order, also of one name', () => {
    const other = LINE.replace(SIGNED, 'b');
    const note = parseNote(utf8(`a\n\n${LINE}${other}${LINE}`));
    expect(note.signatures.map(({ name, line }) => [name, line])).toEqual([
      [SIGNED, 3],
      ['b', 4],
      [SIGNED, 5],
    ]);
  });

  it('accepts names of any letters and refuses spaces of any kind', () => {
    expect(parseNote(utf8(`a\n\n${LINE.replace(SIGNED, 'zürich/Ⅷ')}`)).signatures).toHaveLength(1);
    for (const space of ['\u00a0', '\u0085', '\u2003', '\u3000', '\u2028'])
      expect(faultsOf(`a\n\n${LINE.replace(SIGNED, `a${space}b`)}`)).toEqual([
        { line: 3, message: 'the key name is empty or holds a space or a plus sign' },
      ]);
  });

  it.each([
    ['no bytes', '', undefined, 'no line feed at its end'],
    ['no blank line', `a\n${LINE}`, undefined, 'no blank line'],
    ['a blank line but no text', `\n${LINE}`, undefined, 'no blank line'],
    ['no signature line', 'a\n\n', 3, 'fewer than 1 signature line'],
    ['no LF at the end', `a\n\n${LINE.trimEnd()}`, 3, 'no line feed at its end'],
    ['a CR', `a\r\n\n${LINE}`, 1, 'CR LF'],
    ['a tab in a signature line', `a\n\n${LINE.replace(' ', '\t')}`, 3, 'control character'],
    ['a NUL', `a\u0000\n\n${LINE}`, 1, 'control character'],
    ['a hyphen for the em dash', `a\n\n${LINE.replace('—', '-')}`, 3, 'em dash'],
    ['an en dash', `a\n\n${LINE.replace('—', '–')}`, 3, 'em dash'],
    ['no space after the em dash', `a\n\n${LINE.replace('— ', '—')}`, 3, 'em dash'],
    ['two spaces after the em dash', `a\n\n${LINE.replace('— ', '—  ')}`, 3, 'one space'],
    [
      'two spaces before the signature',
      `a\n\n${LINE.replace(` ${SIGNATURE}`, `  ${SIGNATURE}`)}`,
      3,
      'one space',
    ],
    ['a space at the end', `a\n\n${LINE.replace('\n', ' \n')}`, 3, 'one space'],
    ['no signature', `a\n\n— ${SIGNED}\n`, 3, 'one space'],
    ['an empty name', `a\n\n—  ${SIGNATURE}\n`, 3, 'key name'],
    ['a plus sign in the name', `a\n\n${LINE.replace(SIGNED, 'a+b')}`, 3, 'key name'],
    ['base64 without padding', `a\n\n${LINE.replace('=', '')}`, 3, 'canonical base64'],
    ['base64 with unused bits', `a\n\n${LINE.replace('c=', 'd=')}`, 3, 'canonical base64'],
    ['base64 of the URL alphabet', `a\n\n${LINE.replaceAll('/5', '_5')}`, 3, 'canonical base64'],
    ['four bytes only', `a\n\n— a AAAAAA==\n`, 3, 'too short'],
    ['text after the signatures', `a\n\n${LINE}b\n`, 4, 'em dash'],
  ])('refuses %s', (_, text, line, message) => {
    const faults = faultsOf(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.line).toBe(text === '' ? 1 : line);
    expect(faults[0]?.message).toContain(message);
  });

  it('refuses bytes that are not UTF-8', () => {
    const bytes = utf8(`a\n\n${LINE}`);
    bytes[0] = 0xff;
    expect(faultsOf(bytes)).toEqual([
      {
        line: undefined,
        message: 'the text is not in UTF-8: something has saved it in another encoding',
      },
    ]);
  });

  it('names every faulty line', () => {
    const faults = faultsOf(`a\n\n${LINE}x\n${LINE}— a b c\n`);
    expect(faults.map(({ line }) => line)).toEqual([4, 6]);
  });

  it('holds the number of lines between its bounds', () => {
    const most = `a\n\n${LINE.repeat(FORMAT.noteSignatures)}`;
    expect(parseNote(utf8(most)).signatures).toHaveLength(64);
    expect(faultsOf(most + LINE)).toEqual([
      { line: 67, message: 'the note has more than 64 signature lines' },
    ]);
    expect(faultsOf(`a\n\n${LINE}`, { minSignatures: 2 })).toEqual([
      { line: 3, message: 'the note has fewer than 2 signature lines' },
    ]);
  });

  it('never throws anything but EvidenceError for any single altered byte', () => {
    const good = utf8(`a\n\n${LINE}`);
    let refused = 0;
    for (let at = 0; at < good.length; at += 1) {
      for (const byte of [0x00, 0x0a, 0x20, 0x2b, 0x41, 0xff]) {
        const bytes = good.slice();
        bytes[at] = byte;
        try {
          parseNote(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(EvidenceError);
          refused += 1;
        }
      }
    }
    expect(refused).toBeGreaterThan(good.length);
  });
});
