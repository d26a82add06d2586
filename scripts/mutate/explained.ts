// Mutants that no test can tell from the verifier, or none is meant to, and why. Each row is an expression as it is written in the source and
// what the mutant makes of it; test/mutate.test.ts fails if there is no such mutant any more.

import type { Change } from './catalogue.js';

export interface Explanation {
  readonly because: string;
  readonly mutants: readonly (readonly [file: string, of: string, to: string])[];
}

export const EXPLAINED: readonly Explanation[] = [
  {
    because:
      'A difference between the two readers is a bug of one of them: no input is known to make one, and so no test can.',
    mutants: [
      ['src/archive/second-reader.ts', 'seen.length !== survey.entries.length', 'false'],
      ['src/archive/second-reader.ts', 'error instanceof InternalError', 'false'],
      [
        'src/archive/second-reader.ts',
        "theirs.fileNameRaw.toString('latin1') === ours.path &&\n    theirs.compressionMethod === ours.method &&\n    theirs.compressedSize === ours.compressedSize",
        "theirs.fileNameRaw.toString('latin1') === ours.path &&\n    theirs.compressionMethod === ours.method",
      ],
    ],
  },
  {
    because: 'It decides how often the file is read, and nothing that is read.',
    mutants: [['src/archive/window.ts', 'at < 0', 'at <= 0']],
  },
  {
    because:
      'The operand is for the compiler: where it holds, another operand holds, or a finding has ended the run before.',
    mutants: [
      [
        'src/archive/survey.ts',
        'path === undefined ||\n      size === undefined ||\n      compressedSize === undefined',
        'path === undefined ||\n      size === undefined',
      ],
      [
        'src/archive/tiling.ts',
        'start === undefined || central.compressedSize === undefined',
        'false',
      ],
      [
        'src/bundle/selection.ts',
        "selection.kind === 'period' && selection.from > selection.to",
        'selection.from > selection.to',
      ],
      ['src/bundle/custody.ts', 'fault !== undefined || raw === undefined', 'fault !== undefined'],
      ['src/bundle/note.ts', 'name === undefined || base64 === undefined', 'name === undefined'],
    ],
  },
  {
    because:
      'The writer is given nothing that tells them apart: 65,535 entries, or 4 GiB that deflate made longer.',
    mutants: [
      ['src/archive/write.ts', 'count >= SENTINEL_16', 'count > SENTINEL_16'],
      [
        'src/archive/write.ts',
        'size >= SENTINEL_32 || compressedSize >= SENTINEL_32',
        'size >= SENTINEL_32',
      ],
    ],
  },
  {
    because:
      'A run of plain lines that is not taken as one is read line by line, with the same result: only speed is lost.',
    mutants: [
      ['src/bundle/ascending.ts', 'found?.at === at && found.item.sequence > this.#last', 'false'],
    ],
  },
  {
    because: 'What is read ahead here is read again where it is used: only speed is lost.',
    mutants: [['src/checks/fingerprints.ts', 'segment !== undefined', 'false']],
  },
];

/** The reason of a mutant, if there is one. */
export function explanationOf({ file, of, to }: Change): string | undefined {
  return EXPLAINED.find(({ mutants }) =>
    mutants.some(([own, from, into]) => own === file && from === of && into === to),
  )?.because;
}
