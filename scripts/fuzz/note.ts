// Mutations of a checkpoint: the three lines of the text, the signature lines, and the bytes inside them.

import type { Random } from './random.js';

/** A mutated note. */
export function mutateNote(random: Random, bytes: Uint8Array): { bytes: Uint8Array; what: string } {
  const text = Buffer.from(bytes).toString('utf8');
  const blank = text.indexOf('\n\n');
  const head = text.slice(0, blank).split('\n');
  const lines = text
    .slice(blank + 2)
    .split('\n')
    .slice(0, -1);
  const place = random.below(lines.length);
  const line = lines[place] ?? '';
  let separator = '\n\n';
  const done = (what: string) => ({
    bytes: Buffer.from(
      `${head.join('\n')}${separator}${lines.map((each) => `${each}\n`).join('')}`,
      'utf8',
    ),
    what: `note: ${what}`,
  });
  switch (random.below(14)) {
    case 0:
      lines.splice(place, 1);
      return done('a line dropped');
    case 1:
      lines.splice(place, 0, line);
      return done('a line doubled');
    case 2:
      lines.reverse();
      return done('lines in reverse');
    case 3:
      lines[place] = changeBlob(random, line);
      return done('bytes of a signature');
    case 4:
      lines[place] = line.replace(
        /^— \S+/,
        `— ${random.pick(['x', 'witness1.example/w', head[0] ?? '', 'a\u202eb', ''])}`,
      );
      return done('another key name');
    case 5:
      // A line that nobody knows: ignored by the specification.
      lines.splice(
        place,
        0,
        `— stranger.example/${random.below(100)} ${Buffer.from(random.bytes(72)).toString('base64')}`,
      );
      return done('a line of an unknown key');
    case 6:
      lines.push(...Array.from({ length: random.pick([31, 62, 63, 5_000]) }, () => line));
      return done('many lines');
    case 7:
      head[1] = random.pick([
        String(Number(head[1]) + 1),
        '0',
        '01',
        '-1',
        '9007199254740992',
        '1e3',
        '',
      ]);
      return done('another tree size');
    case 8:
      head[2] = Buffer.from(random.bytes(32)).toString('base64');
      return done('another root');
    case 9:
      head[0] = random.pick([
        `${head[0]}x`,
        '',
        'x'.repeat(300),
        (head[0] ?? '').toUpperCase(),
        ` ${head[0]}`,
      ]);
      return done('another origin');
    case 10:
      head.push(random.pick(['', 'extension', 'x\n', '\u0007']));
      return done('an extension line');
    case 11:
      separator = random.pick(['\n', '\n\n\n', '\r\n\r\n', '\n \n']);
      return done('another separator');
    case 12:
      lines[place] = random.pick([
        `${line} `,
        line.replace(' ', '  '),
        line.replace('—', '-'),
        `${line}\r`,
        '',
        line.slice(2),
      ]);
      return done('a line of another form');
    default: {
      const other = random.below(lines.length);
      const own = line.split(' ');
      const theirs = (lines[other] ?? '').split(' ');
      lines[place] = [own[0], own[1], theirs[2]].join(' ');
      return done('the signature of another line');
    }
  }
}

function changeBlob(random: Random, line: string): string {
  const [dash, name, base64 = ''] = line.split(' ');
  const blob = Buffer.from(base64, 'base64');
  // Key id, time and signature, each as likely.
  const at = random.pick([
    random.below(4),
    4 + random.below(8),
    random.below(blob.length),
    blob.length - 1,
  ]);
  const next = random.chance(1, 4) ? blob.subarray(0, at) : blob;
  if (next.length > at) next[at] = (next[at] ?? 0) ^ (1 << random.below(8));
  const text = next.toString('base64');
  return [dash, name, random.chance(1, 8) ? text.replace(/=+$/, '') : text].join(' ');
}
