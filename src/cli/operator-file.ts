// Files of the operator: read, loaded, and named in every fault, with what they are where they are something else than was asked
// for. A trust root, a framework, a checkpoint, a selection and a list all go through here.

import { strangerOf, type Wanted } from '../base/document-kind.js';
import { parseUtf8 } from '../base/encoding.js';
import { VerifierError } from '../base/errors.js';
import type { ErrorCode } from '../catalogue/codes.js';
import { holdsPrivateKey } from '../trust/private-material.js';
import { readSmall } from './files.js';

export interface Kind extends Wanted {
  /** With its article: `a trust root`. */
  readonly is: string;
  /** A sentence, for a file that is something else. */
  readonly hint: string;
}

export const TRUST_ROOT: Kind = {
  is: 'a trust root',
  format: 'softqcos.trust-root/v1',
  json: true,
  hint: 'name the file that you made with "softqcos-verify trust new" or were given by your own organisation',
};
export const FRAMEWORK_FILE: Kind = {
  is: 'a framework file',
  format: 'softqcos.framework/v1',
  json: true,
  hint: 'compare the file with: softqcos-verify schema framework',
};
export const CHECKPOINT: Kind = {
  is: 'a checkpoint',
  json: false,
  hint: 'keep one with: softqcos-verify checkpoint BUNDLE -o FILE',
};
export const SELECTION: Kind = {
  is: 'a selection',
  json: true,
  hint: 'compare the file with: softqcos-verify schema selection',
};
export const RESULT: Kind = {
  is: 'the result of one bundle',
  format: 'softqcos.run/v1',
  json: true,
  hint: 'pass what --format json or --report json=FILE wrote for one bundle, and the bundle behind it',
};
export const LIST: Kind = {
  is: 'a list of record ids',
  json: false,
  hint: 'write one record id a line, or CSV (comma, UTF-8) with a column record_id; Excel: save as CSV UTF-8',
};

/** Reads a file and checks what it holds. @throws VerifierError naming the file */
export async function readOperatorFile(
  path: string,
  bound: { readonly bytes: number; readonly code: ErrorCode; readonly kind: Kind },
  check: (bytes: Uint8Array) => unknown,
): Promise<Uint8Array> {
  const bytes = await readSmall(path, bound.bytes, bound.code);
  loadNamed(path, bytes, bound.kind, () => check(bytes));
  return bytes;
}

/** Loads bytes of a file. @throws VerifierError naming the file, and what it is if that is something else */
export function loadNamed<T>(path: string, bytes: Uint8Array, kind: Kind, load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof VerifierError)) throw error;
    const { code, message, hint } = error;
    const isKey = holdsPrivateKey(parseUtf8(bytes) ?? '');
    const stranger = isKey ? undefined : strangerOf(bytes, kind);
    if (stranger === 'empty')
      throw new VerifierError(code, `${path}: the file is empty`, { hint: kind.hint });
    throw stranger === undefined
      ? new VerifierError(code, `${path}: ${message}`, hint === undefined ? {} : { hint })
      : new VerifierError(code, `${path}: this is ${stranger}, not ${kind.is}`, {
          hint: kind.hint,
        });
  }
}
