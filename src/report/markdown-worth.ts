// What a verdict is worth, as Markdown: the days until which its parts are expected to hold, and what was not checked
// (docs/SPEC.md §12.5, §16.5).

import type { Transcript } from '../transcript/transcript.js';
import { markdownText } from './escape.js';

export function worthParts({ proves_until, not_checked, custody }: Transcript): string[] {
  const { sentence, parts, catalogue, renewals } = proves_until;
  const rows = parts.map(
    ({ what, algorithms, needed, until }) =>
      `| ${until ?? 'no end set'} | ${markdownText(what)} | ${algorithms.join(', ')} | ${needed ? 'the verdict' : 'what is beside it'} |`,
  );
  for (const { generation, at, authority, algorithms, until } of renewals)
    rows.push(
      `| ${until ?? 'no end set'} | renewal ${generation} of ${at} by ${markdownText(authority)} | ${algorithms.join(', ')} | what is renewed |`,
    );
  return [
    '### What it rests on, and until when that is expected to hold',
    `${markdownText(sentence, 2_000)} Algorithms as of ${catalogue.edition}.`,
    ...(rows.length === 0
      ? []
      : [
          ['| until | what | algorithms | carries |', '| --- | --- | --- | --- |', ...rows].join(
            '\n',
          ),
        ]),
    ...custodyParts(custody),
    '### What was not checked',
    not_checked
      .map(
        ({ code, message, consequence, about = [] }) =>
          `- \`${code}\` ${markdownText(message, 2_000)}${about.length === 0 ? '' : ` (${about.map((one) => markdownText(one)).join(', ')})`}. ${markdownText(consequence, 2_000)}`,
      )
      .join('\n'),
  ];
}

function custodyParts(custody: Transcript['custody']): string[] {
  if (custody === undefined) return [];
  const rows = custody.map(
    ({ number, at, by, from, after, words = '', key }) =>
      `| ${number} | ${at} | ${markdownText(by)} | ${markdownText(from)} | ${markdownText(words)} | \`${after}\` | ${key === undefined ? 'no' : `\`${key}\``} |`,
  );
  const head = '| entry | when | received by | from | words | kept | signed by key |';
  return [
    '### Chain of custody',
    rows.length === 0
      ? 'Empty: the file of custody has no entry that fits.'
      : [head, '| --- | --- | --- | --- | --- | --- | --- |', ...rows].join('\n'),
  ];
}
