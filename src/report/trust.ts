// Trust roots as text: the sheet to compare by hand or to print, what a lint found, what changed between two. The trust root is the
// operator's, but its text came from somewhere else first: it is escaped like everything.

import type { DiffRow } from '../trust/diff.js';
import type { LintFinding } from '../trust/lint/lint.js';
import type { SheetRow, SheetWindow } from '../trust/sheet.js';
import { plainText } from './escape.js';
import { hang, row, WIDTH } from './layout.js';
import { countOf, fingerprint } from './words.js';

/** What a sheet says about the file as a whole. */
export interface SheetHead {
  readonly name: string;
  readonly serial: number;
  readonly issuedAtText: string;
  readonly expiresAtText: string;
  /** Lower-case hex. */
  readonly sha3_256: string;
  readonly requirements: ReadonlySet<string>;
}

/** Renders the sheet of a trust root: every key with its owner, window and fingerprint in groups. */
export function renderSheet(head: SheetHead, rows: readonly SheetRow[]): string {
  const lines = [
    ...row('Trust root', `${plainText(head.name)}, serial ${head.serial}`),
    ...row('Current', plainText(`${head.issuedAtText} to ${head.expiresAtText}`)),
    ...row('SHA3-256', fingerprint(head.sha3_256)),
    ...row('To pin it', `sha3-256:${head.sha3_256}`),
    ...row('Requires', [...head.requirements].join(', ')),
    '',
    'Compare every fingerprint with its owner over another channel.',
    ...rows.flatMap((key) => ['', ...keyLines(key)]),
  ];
  return `${lines.join('\n')}\n`;
}

function keyLines({
  role,
  owner,
  ledgers,
  algorithm,
  groups,
  noteKey,
  window,
}: SheetRow): string[] {
  const half = groups.length >> 1;
  const others = ledgers.filter((ledger) => ledger !== owner);
  return [
    ...hang('', `${role}  ${plainText(owner)}`, WIDTH),
    ...(others.length === 0 ? [] : row('  for', plainText(others.join(', ')))),
    ...row('  algorithm', plainText(algorithm)),
    ...(noteKey === undefined
      ? []
      : row('  note key', plainText(`${noteKey.name}+${noteKey.keyHash}`))),
    ...row('  window', windowWords(window)),
    ...row('  SHA-256', groups.slice(0, half).join(' ')),
    ...row('', groups.slice(half).join(' ')),
  ];
}

function windowWords(window: SheetWindow | undefined): string {
  if (window === undefined) return 'none';
  const { validFrom, validUntil, revoked } = window;
  const until = validUntil === undefined ? 'without end' : `to ${validUntil}`;
  if (revoked === undefined) return `${validFrom} ${until}`;
  const since =
    revoked.compromisedSince === undefined ? '' : `, compromised since ${revoked.compromisedSince}`;
  return `${validFrom} ${until}; REVOKED at ${revoked.at} (${revoked.reason}${since})`;
}

/** Renders what a lint found; one line says so if it found nothing. */
export function renderLint(findings: readonly LintFinding[]): string {
  if (findings.length === 0) return 'Nothing to remark.\n';
  const lines = findings.flatMap(({ severity, code, subject, message }) =>
    hang(
      `${severity.padEnd(8)} `,
      `${code}: ${subject === '' ? '' : `${plainText(subject)}: `}${plainText(message)}`,
      WIDTH,
    ),
  );
  return `${lines.join('\n')}\n`;
}

/** Renders what changed; cautions stand under the change that takes protection away. */
export function renderDiff(rows: readonly DiffRow[]): string {
  if (rows.length === 0) return 'The two trust roots say the same.\n';
  const lines = rows.flatMap(({ change, part, subject, member, before, after, caution }) => [
    ...hang(
      `${change.padEnd(8)} `,
      `${part} ${plainText(subject)}${member === undefined ? '' : `: ${member}`}`,
      WIDTH,
    ),
    ...(before === undefined ? [] : row('         before', plainText(before))),
    ...(after === undefined ? [] : row('         after', plainText(after))),
    ...(caution === undefined ? [] : row('         CAUTION', plainText(caution))),
  ]);
  const cautions = rows.filter(({ caution }) => caution !== undefined).length;
  if (cautions > 0)
    lines.push('', `${countOf(cautions, 'cautions')}: these changes take protection away`);
  return `${lines.join('\n')}\n`;
}
