// A file that was chosen in a browser as the bytes of a bundle: slices, never the whole of it. The browser refuses to read a file that
// was changed since it was chosen.

import type { BundleSource } from '../src/archive/source.js';
import { VerifierError } from '../src/base/errors.js';

/** @param told how many bytes have been read, over all readings */
export function sourceOf(file: File, told: (bytes: number) => void): BundleSource {
  let read = 0;
  return {
    size: file.size,
    read: async (offset, length) => {
      const bytes = await bytesOf(file, offset, offset + length, 'ERR_BUNDLE_UNREADABLE');
      if (bytes.length !== length)
        throw new VerifierError('ERR_BUNDLE_UNREADABLE', `${file.name}: the file ended too early`);
      read += length;
      told(read);
      return bytes;
    },
  };
}

/** The whole of a small file. @throws VerifierError with `code` if it is larger than `maxBytes`, or cannot be read */
export async function smallFile(
  file: File,
  maxBytes: number,
  code: VerifierError['code'],
): Promise<Uint8Array> {
  if (file.size > maxBytes)
    throw new VerifierError(code, `${file.name}: the file has more than ${maxBytes} bytes`);
  return bytesOf(file, 0, file.size, code);
}

async function bytesOf(
  file: File,
  from: number,
  to: number,
  code: VerifierError['code'],
): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch {
    throw new VerifierError(code, `${file.name}: the browser cannot read the file`, {
      hint: 'choose it again: it may have been changed, moved or taken away',
    });
  }
}
