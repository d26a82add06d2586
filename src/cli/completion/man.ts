// The man page, made from the verbs: roff of the man macros (man-pages(7)), which man, groff and mandoc read.

import type { LineOption, LineVerb } from './line.js';

const EXITS: readonly (readonly [code: string, means: string])[] = [
  ['0', 'pass'],
  ['1', 'fail: the evidence is wrong'],
  ['2', 'could not run: usage, an unreadable file, an unusable trust root'],
  [
    '3',
    'unproven: nothing was found wrong, but proof or trust is missing; or your list is not covered',
  ],
  ['4', 'the evidence holds, but a requested framework has gaps'],
  ['70', 'a bug of softqcos-verify'],
];
const VARIABLES: readonly (readonly [name: string, means: string])[] = [
  ['SOFTQCOS_TRUST_ROOT', 'the trust root, where --trust-root does not name one'],
  ['NO_COLOR', 'no colour, if it is not empty'],
  ['FORCE_COLOR', 'colour also where standard output is no terminal; 0 for none'],
  ['SOFTQCOS_DEBUG', 'where a bug of the program happened'],
];

/** The page of section 1. */
export function manPage(line: readonly LineVerb[], version: string): string {
  const lines = [
    `.TH SOFTQCOS-VERIFY 1 "" "softqcos-verify ${version}" "User Commands"`,
    '.SH NAME',
    'softqcos-verify \\- verify evidence bundles of a SoftQCOS Ledger offline',
    '.SH SYNOPSIS',
    ...line.flatMap(synopsis),
    '.SH DESCRIPTION',
    text(
      'Verifies evidence bundles: every record, the tree, the signatures. A line that begins with no verb is verify. The verdict is pass, fail or unproven; what is absent is never a pass. Nothing is read over a network.',
    ),
    '.SH VERBS',
    ...line.flatMap(verbLines),
    '.SH EXIT STATUS',
    ...EXITS.flatMap(([code, means]) => ['.TP', bold(code), text(means)]),
    '.PP',
    text('With several bundles the worst code counts, in the order 70, 1, 2, 3, 4, 0.'),
    '.SH ENVIRONMENT',
    ...VARIABLES.flatMap(([name, means]) => ['.TP', bold(name), text(means)]),
    '.SH FILES',
    '.TP',
    '.I ~/.config/softqcos-verify/trust-root.json',
    text('the trust root that "trust add" installed'),
  ];
  return `${lines.join('\n')}\n`;
}

function synopsis({ name, args }: LineVerb): string[] {
  return [
    '.br',
    `${bold(`softqcos-verify ${name}`)}`,
    text(`[options]${args.length === 0 ? '' : ` ${args.join(' ')}`}`),
  ];
}

function verbLines({ name, says, options, examples }: LineVerb): string[] {
  return [
    `.SS ${quoted(name)}`,
    text(`${says.charAt(0).toUpperCase()}${says.slice(1)}.`),
    ...options.flatMap(optionLines),
    '.PP',
    'Examples:',
    '.nf',
    ...examples.flatMap(([example, what]) => [
      text(`# ${what}`),
      text(`softqcos-verify ${example}`),
    ]),
    '.fi',
  ];
}

function optionLines({ long, short, value, says }: LineOption): string[] {
  const names = [...(short === undefined ? [] : [short]), long].join(', ');
  return ['.TP', bold(`${names}${value === undefined ? '' : ` ${value}`}`), text(says)];
}

function bold(words: string): string {
  return `.B ${quoted(words)}`;
}

/** An argument of a macro. */
function quoted(words: string): string {
  return `"${escaped(words).replaceAll('"', '\\(dq')}"`;
}

/** Running text: a line that begins with a full stop or an apostrophe would be a request. */
function text(words: string): string {
  return escaped(words).replace(/^[.']/, '\\&$&');
}

function escaped(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(
      /[^\0-\x7f]/gu,
      (c) => `\\[u${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}
