// Commands that a person can paste into bash (docs/MANUAL.md §5): text becomes one word that means itself, bytes become hex. What a
// bundle supplies only ever stands in a command as hex digits or as a number.

import { toHex } from '../base/encoding.js';

/** One word of bash; control characters as `$'…'` escapes, so that a hostile file name stays on its line. */
export function shellWord(text: string): string {
  // A name that begins with a dash would be an option.
  const safe = text.startsWith('-') ? `./${text}` : text;
  if (/^[A-Za-z0-9_./:@%+,-]+$/.test(safe)) return safe;
  if (/^[\x20-\x7e]+$/.test(safe)) return `'${safe.replaceAll("'", `'\\''`)}'`;
  // Byte by byte: no locale decides what a character is.
  const bytes = [...Buffer.from(safe, 'utf8')].map((byte) =>
    byte >= 0x20 && byte <= 0x7e && byte !== 0x27 && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return `$'${bytes.join('')}'`;
}

/** A command that hashes the bytes which it spells out. */
export function hashCommand(hashName: string, ...parts: readonly Uint8Array[]): string {
  return `printf %s ${parts.map(toHex).join('')} | xxd -r -p | openssl dgst -${hashName}`;
}
