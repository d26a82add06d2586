// What is said of a file that cannot be used: the reason in words, and why it may not be there, such as a path that a shell, a browser or
// an editor would have understood otherwise.

import { VerifierError } from '../base/errors.js';
import type { ErrorCode } from '../catalogue/codes.js';

const PLAIN: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a folder',
  ENOSPC: 'no space left',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'a link that leads to itself',
  EBUSY: 'another program uses it',
  EIO: 'the medium cannot be read or written',
  EPIPE: 'whoever read it has closed it',
  EMFILE: 'too many files are open',
  EEXIST: 'a temporary file of that name is in the way',
};

const TO_DO: Readonly<Record<string, { readonly hint: string }>> = {
  ENAMETOOLONG: { hint: 'give it a shorter one' },
  EBUSY: { hint: 'close the program that has it open' },
  EMFILE: { hint: 'raise the limit of open files: ulimit -n' },
};

export function asVerifierError(error: unknown, code: ErrorCode, path: string): VerifierError {
  if (error instanceof VerifierError) return error;
  const why = errno(error);
  const isOutput = code === 'ERR_OUTPUT_UNWRITABLE' && why === 'ENOENT';
  const plain = isOutput ? 'no such folder' : (PLAIN[why] ?? why);
  const hint = why === 'ENOENT' && !isOutput ? pathHint(path) : (TO_DO[why] ?? {});
  return new VerifierError(code, `${path}: ${plain}`, { cause: error, ...hint });
}

/** Why a call of the file system failed, in words where there are some. */
export function reasonOf(error: unknown): string {
  return PLAIN[errno(error)] ?? errno(error);
}

export function errno(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'cannot be used';
}

/** A sentence for a path under which nothing is, unless nothing is nearer than that. */
function pathHint(path: string): { readonly hint?: string } {
  const hint = hintOf(path);
  return hint === undefined ? {} : { hint };
}

function hintOf(path: string): string | undefined {
  if (path.includes('\ufffd')) return 'its name is not in UTF-8: rename it';
  if (/^file:\/\//i.test(path)) return 'write the path alone, without file://';
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path))
    return 'nothing is fetched from a network: download it, and name the file';
  if (/^["'\u201c\u201d\u201e\u2018\u2019].*["'\u201c\u201d\u2018\u2019]$/.test(path))
    return 'the quotation marks are taken for a part of the name: leave them out';
  if (path.startsWith('~')) return 'no shell has replaced the ~ here: write the whole path';
  if (/\.(?:zip|json|csv)[ ,;]+\S/i.test(path)) return 'name each file as a word of its own';
  if (/[*?]/.test(path)) return 'no file fits this pattern: name the folder, or look at its files';
  if (/^[a-z]:\\/i.test(path)) return 'this is a path of Windows: write it as this system does';
  if (/^\s|\s$/.test(path)) return 'the name begins or ends with a space: leave it out';
  return undefined;
}
