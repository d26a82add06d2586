// `--report FORMAT=FILE`: what else a run writes, and in what form.

import { sameName } from './closest.js';
import { type Flag, many, type Read, usage } from './flags.js';
import { oneOf } from './values.js';

export interface Target<Name extends string> {
  readonly format: Name;
  readonly file: string;
}

/** The option, for the formats that a verb has. */
export function targets<const Name extends string>(
  names: readonly [Name, ...Name[]],
): Flag<readonly Target<Name>[]> {
  const read: Read<Target<Name>> = (word) => {
    const [, format, file] = /^([^=]+)=(.+)$/s.exec(word) ?? [];
    if (format === undefined || file === undefined)
      throw usage(
        `write FORMAT=FILE, where FORMAT is one of ${names.join(', ')}`,
        hint(word, names),
      );
    return { format: oneOf(names)(format), file };
  };
  return many('<format=file>', 'also write this report', read, {
    group: 'Output:',
    file: 'output',
    pathOf: (word) => /^[^=]+=(.+)$/s.exec(word)?.[1],
  });
}

/** `junit`, `junit:result.xml` and `result.xml` for `junit=result.xml`. */
function hint(word: string, names: readonly string[]): string | undefined {
  const [, name = '', file = ''] = /^([a-z]+)[:, ](.+)$/i.exec(word) ?? [];
  const named = sameName(name, names);
  if (named !== undefined) return `write ${named}=${file}`;
  if (sameName(word, names) !== undefined) return `write ${word}=FILE`;
  const format = formatOfFile(word, names);
  return format === undefined ? undefined : `write ${format}=${word}`;
}

/** The format that the ending of a file means, if it is one of these. */
export function formatOfFile<Name extends string>(
  file: string,
  names: readonly Name[],
): Name | undefined {
  const [, ending = ''] = /\.([a-z]+)$/i.exec(file) ?? [];
  const meant = { xml: 'junit', md: 'markdown', txt: 'text', htm: 'html' }[ending.toLowerCase()];
  return names.find((name) => name === meant) ?? sameName(ending, names);
}
