// Trust roots as text and JSON: the sheet to compare by hand or to print, what a lint found, what changed between two. The trust root is the
// operator's, but its text came from somewhere else first: it is escaped like everything.

import type { DiffRow } from '../trust/diff.js';
import type { LintFinding } from '../trust/lint/lint.js';
import type { SheetRow, SheetWindow } from '../trust/sheet.js';
import { plainText } from './escape.js';
import { renderDocument } from './json.js';
import { hang, narrowed } from './layout.js';
import { Pen, type TextOptions } from './pen.js';
import { spoken } from './spoken.js';
import { countOf, fingerprint } from './words.js';

/** What a sheet says about the file as a whole. */
export interface SheetHead {
  readonly name: string;
  readonly serial: number;
  readonly issuedAtText: string;
  readonly expiresAtText: string;
  /** Lower-case hex. */
  readonly sha3_256: string;
  /** The operator's note of whom the keys were compared with. */
  readonly compared?: string;
  readonly requirements: ReadonlySet<string>;
}

/** Renders the sheet of a trust root: every key with its owner, window and fingerprint in groups. */
export function renderSheet(
  head: SheetHead,
  rows: readonly SheetRow[],
  style: TextOptions = {},
): string {
  const pen = new Pen(style);
  if (pen.quiet)
    return `sha3-256:${head.sha3_256}  ${plainText(head.name)}, serial ${head.serial}\n`;
  const lines = [
    ...pen.row('Trust root', `${plainText(head.name)}, serial ${head.serial}`),
    ...pen.row('Current', plainText(`${head.issuedAtText} to ${head.expiresAtText}`)),
    ...pen.row('SHA3-256', fingerprint(head.sha3_256)),
    ...pen.row('Aloud', spoken(head.sha3_256).join(' ')),
    ...pen.row('To pin it', `sha3-256:${head.sha3_256}`),
    ...pen.row('Requires', [...head.requirements].join(', ')),
    ...(head.compared === undefined ? [] : pen.row('Compared', plainText(head.compared))),
    '',
    'Compare every fingerprint with its owner over another channel.',
    ...rows.flatMap((key) => ['', ...keyLines(key, pen)]),
  ];
  return narrowed(`${lines.join('\n')}\n`, pen.width);
}

function keyLines(
  { role, owner, ledgers, algorithm, fingerprint: sha256, groups, noteKey, window }: SheetRow,
  pen: Pen,
): string[] {
  const half = groups.length >> 1;
  const others = ledgers.filter((ledger) => ledger !== owner);
  return [
    ...hang('', `${role}  ${plainText(owner)}`, pen.width),
    ...(others.length === 0 ? [] : pen.row('  for', plainText(others.join(', ')))),
    ...pen.row('  algorithm', plainText(algorithm)),
    ...(noteKey === undefined
      ? []
      : pen.row('  note key', plainText(`${noteKey.name}+${noteKey.keyHash}`))),
    ...pen.row('  window', windowWords(window)),
    ...pen.row('  SHA-256', groups.slice(0, half).join(' ')),
    ...pen.row('', groups.slice(half).join(' ')),
    ...pen.row('  aloud', spoken(sha256).join(' ')),
  ];
}

/** A window in words; those of a witness or a keeper have none. */
export function windowWords(window: SheetWindow | undefined): string {
  if (window === undefined) return 'none';
  const { validFrom, validUntil, revoked } = window;
  const until = validUntil === undefined ? 'without end' : `to ${validUntil}`;
  if (revoked === undefined) return `${validFrom} ${until}`;
  const since =
    revoked.compromisedSince === undefined ? '' : `, compromised since ${revoked.compromisedSince}`;
  return `${validFrom} ${until}; REVOKED at ${revoked.at} (${revoked.reason}${since})`;
}

/** Renders what a lint found; one line says so if it found nothing. */
export function renderLint(findings: readonly LintFinding[], style: TextOptions = {}): string {
  const pen = new Pen(style);
  if (findings.length === 0) return 'Nothing to remark.\n';
  const lines = findings.flatMap(({ severity, code, subject, message }) =>
    hang(
      `${severity.padEnd(8)} `,
      `${code}: ${subject === '' ? '' : `${plainText(subject)}: `}${plainText(message)}`,
      pen.width,
    ),
  );
  return `${lines.join('\n')}\n`;
}

/** Renders what changed; cautions stand under the change that takes protection away. */
export function renderDiff(rows: readonly DiffRow[], style: TextOptions = {}): string {
  const pen = new Pen(style);
  if (rows.length === 0) return 'The two trust roots say the same.\n';
  const told = pen.quiet ? rows.filter(({ caution }) => caution !== undefined) : rows;
  const lines = told.flatMap(({ change, part, subject, member, before, after, caution }) => [
    ...hang(
      `${change.padEnd(8)} `,
      `${part} ${plainText(subject)}${member === undefined ? '' : `: ${member}`}`,
      pen.width,
    ),
    ...(before === undefined ? [] : pen.row('       before', plainText(before))),
    ...(after === undefined ? [] : pen.row('       after', plainText(after))),
    ...(caution === undefined ? [] : pen.row('       CAUTION', plainText(caution))),
  ]);
  const cautions = rows.filter(({ caution }) => caution !== undefined).length;
  if (pen.quiet && cautions === 0) return `${countOf(rows.length, 'changes')}, no caution\n`;
  if (cautions > 0)
    lines.push('', `${countOf(cautions, 'cautions')}: these changes take protection away`);
  return `${lines.join('\n')}\n`;
}

/** What was done with the file of a sheet. */
export interface Done {
  readonly what: 'written' | 'installed';
  readonly path: string;
}

/** Renders a sheet as JSON (schemas/trust-sheet.schema.json). */
export function renderSheetJson(head: SheetHead, rows: readonly SheetRow[], done?: Done): string {
  return renderDocument({
    format: 'softqcos.trust-sheet/v1',
    ...(done === undefined ? {} : { done }),
    trust_root: headDocument(head),
    ...(head.compared === undefined ? {} : { compared: head.compared }),
    requirements: [...head.requirements],
    keys: rows.map(({ role, owner, ledgers, algorithm, fingerprint: sha256, ...key }) => ({
      ...{ role, owner, ledgers, algorithm, sha256, words: spoken(sha256).join(' ') },
      ...(key.noteKey === undefined
        ? {}
        : { note_key: { name: key.noteKey.name, key_hash: key.noteKey.keyHash } }),
      ...(key.partner === undefined ? {} : { partner: key.partner }),
      ...(key.window === undefined ? {} : { window: windowDocument(key.window) }),
    })),
  });
}

function windowDocument({ validFrom, validUntil, revoked }: SheetWindow): object {
  const { at, reason, compromisedSince } = revoked ?? {};
  const since = compromisedSince === undefined ? {} : { compromised_since: compromisedSince };
  return {
    valid_from: validFrom,
    ...(validUntil === undefined ? {} : { valid_until: validUntil }),
    ...(revoked === undefined ? {} : { revoked: { at, reason, ...since } }),
  };
}

/** A trust root as other documents name it. */
export function headDocument({ name, serial, issuedAtText, expiresAtText, sha3_256 }: SheetHead) {
  return { name, serial, issued_at: issuedAtText, expires_at: expiresAtText, sha3_256 };
}

/** Renders what a lint found as JSON (schemas/trust-lint.schema.json). */
export function renderLintJson(
  head: SheetHead,
  findings: readonly LintFinding[],
  exit: number,
): string {
  return renderDocument({
    format: 'softqcos.trust-lint/v1',
    exit,
    trust_root: headDocument(head),
    findings: findings.map(({ severity, code, subject, message }) => ({
      ...{ severity, code, subject, message },
    })),
  });
}

/** Renders what changed as JSON (schemas/trust-diff.schema.json). */
export function renderDiffJson(
  before: SheetHead,
  after: SheetHead,
  changes: readonly DiffRow[],
): string {
  return renderDocument({
    format: 'softqcos.trust-diff/v1',
    before: headDocument(before),
    after: headDocument(after),
    changes,
  });
}
