// Files of lines beside a bundle (docs/SPEC.md §12.6, §12.8): each line ends in one LF, none is blank or longer than a line of a bundle.
// Whoever reads them decides how many there may be; their bytes are as hostile as the bundle's.

import { LF } from '../base/encoding.js';
import { FORMAT } from '../base/limits.js';
import type { Line } from './lines.js';

export interface BesideLine extends Line {
  /** Where the line begins in the file. */
  readonly offset: number;
}

/** The lines in order, each with its fault if it is not one of the form. */
export function* linesBeside(bytes: Uint8Array): Generator<BesideLine, void, undefined> {
  for (let offset = 0, number = 1; offset < bytes.length; number += 1) {
    const end = bytes.indexOf(LF, offset);
    const line = bytes.subarray(offset, end < 0 ? bytes.length : end);
    const fault = faultOf(line.length, end >= 0);
    yield { bytes: line, number, offset, ...(fault && { fault }) };
    if (end < 0) return;
    offset = end + 1;
  }
}

function faultOf(length: number, isTerminated: boolean): Line['fault'] {
  if (length === 0) return 'blank';
  if (length > FORMAT.lineBytes) return 'too long';
  return isTerminated ? undefined : 'unterminated';
}
