// What every HTML document has in common: a head whose policy lets nothing load or run but what the page pins, and the escaping of words.
// Text of a bundle or of the operator is escaped here and nowhere else, isolated from the direction of the text around it (UAX #9).

import { toBase64, utf8 } from '../base/encoding.js';
import { digestOf } from '../crypto/digest.js';
import { xmlText } from '../report/escape.js';
import {
  type Cell,
  type Column,
  grouped,
  type Inline,
  isList,
  type RecordRef,
  recordName,
  recordPlace,
  timeWords,
} from './block.js';

/** Longest own text: captions and notes are ours and are not cut. */
export const OWN = 4_000;

/** A file that loads nothing, around a body. `title` and `verifier` are escaped here. */
export function htmlPage({
  title,
  verifier,
  style,
  script,
  body,
}: {
  readonly title: string;
  readonly verifier: string;
  readonly style: string;
  readonly script?: string;
  readonly body: readonly string[];
}): string {
  const pin = (text: string): string => `'sha256-${toBase64(digestOf('sha256', utf8(text)))}'`;
  const scripts = script === undefined ? '' : ` script-src ${pin(script)};`;
  const policy = `default-src 'none'; style-src ${pin(style)};${scripts} base-uri 'none'; form-action 'none'`;
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<meta name="generator" content="${xmlText(verifier)}">`,
    `<title>${xmlText(title, OWN)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    ...body,
    ...(script === undefined ? [] : [`<script>${script}</script>`]),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** @param isOneLedger whether the sequence of a record names it */
export function inlines(text: readonly Inline[], isOneLedger = true): string {
  return text.map((part) => inline(part, isOneLedger)).join('');
}

export function cellText(cell: Cell, isOneLedger = true): string {
  if (typeof cell === 'number') return grouped(cell);
  return inlines(isList(cell) ? cell : [cell], isOneLedger);
}

function inline(part: Inline, isOneLedger: boolean): string {
  if (typeof part === 'string') return xmlText(part, OWN);
  if ('foreign' in part) return `<bdi>${xmlText(part.foreign)}</bdi>`;
  if ('code' in part) {
    const { code, whole } = part;
    const title = whole === undefined || whole === code ? '' : ` title="${xmlText(whole)}"`;
    return `<code${title}>${breakable(xmlText(code))}</code>`;
  }
  if ('time' in part) return xmlText(timeWords(part.time));
  if ('anchor' in part) return xmlText(part.words, OWN);
  if ('words' in part) return `<a href="#${part.to}"><bdi>${xmlText(part.words)}</bdi></a>`;
  if ('bundle' in part) return `<a href="#bundle-${part.bundle}">${part.bundle}</a>`;
  return links(part.refs, part.of ?? part.refs.length, isOneLedger);
}

function links(refs: readonly RecordRef[], of: number, isOneLedger: boolean): string {
  if (refs.length === 0) return '–';
  const each = refs.map(
    (ref) =>
      `<a href="#${recordPlace(ref)}" title="record ${xmlText(ref.record_id)}">${recordName(ref, isOneLedger)}</a>`,
  );
  const more = of > refs.length ? ` and ${grouped(of - refs.length)} more` : '';
  return `<span class="refs">${each.join(', ')}${more}</span>`;
}

/** Our own codes may be broken after a low line, rather than anywhere. */
export function breakable(code: string): string {
  return /^[A-Z0-9_]+$/.test(code) ? code.replaceAll('_', '_<wbr>') : code;
}

/** The attribute of a cell for the kind of its column. */
export function kindOf({ numeric, breaks, whole }: Column): string {
  const kinds = [
    ...(numeric === true ? ['n'] : []),
    ...(breaks === true ? ['b'] : []),
    ...(whole === true ? ['w'] : []),
  ];
  return kinds.length === 0 ? '' : ` class="${kinds.join(' ')}"`;
}
