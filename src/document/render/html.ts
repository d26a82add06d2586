// The transcript as one HTML file: it asks for nothing, and everything in it can be read without its script. A policy in the page names
// style sheet and script by their digests, so that nothing else applies or runs, whatever a bundle says. Pure: a run in, text out.

import { htmlPage, inlines, OWN } from '../../layout/html.js';
import { PATTERNS } from '../../layout/svg.js';
import { xmlText } from '../../report/escape.js';
import { verdictWord } from '../../report/words.js';
import type { Run } from '../../transcript/run.js';
import { documentOf } from '../document.js';
import type {
  Answer,
  BundleDocument,
  DocumentInput,
  Head,
  Part,
  TranscriptDocument,
} from '../model.js';
import { renderPart } from './blocks.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/** Renders a run as an HTML document that ends in a line feed. */
export function renderHtml(run: Run, input: DocumentInput = {}): string {
  const document = documentOf(run, input);
  return documentPage(document.title, document.verifier, [renderDocument(document)]);
}

/** A file that loads nothing, around a body, in the style of this document. */
export function documentPage(title: string, verifier: string, body: readonly string[]): string {
  return htmlPage({ title, verifier, style: STYLE, script: SCRIPT, body });
}

/** What stands in the body: for a page that has a head, style and script of its own. */
export function renderDocument(document: TranscriptDocument): string {
  const { head, parts, bundles, verifier } = document;
  const [only] = bundles;
  const isOne = head === undefined && only !== undefined;
  return [
    '<a class="skip" href="#content">Skip to the result</a>',
    PATTERNS,
    '<div class="page">',
    `<header class="kicker">${xmlText(verifier)} · verification transcript</header>`,
    '<main id="content">',
    ...(head === undefined ? [] : [headPanel(head, 'run', 1), contents(parts, 'run')]),
    ...(isOne
      ? [
          ...parts.filter(({ id }) => id === 'environment').map((part) => renderPart(part, 2)),
          headPanel(only.head, only.id, 1),
          contents(only.parts, only.id),
          ...only.parts.map((part) => renderPart(part, 2)),
          ...parts.filter(({ id }) => id !== 'environment').map((part) => renderPart(part, 2)),
        ]
      : [...parts.map((part) => renderPart(part, 2)), ...bundles.map(bundleSection)]),
    '</main>',
    `<footer><p>Made offline by ${xmlText(verifier)} from the transcript of this run. This page asks for nothing and sends nothing. What it says can be forged like any page: repeat the run to be sure.</p></footer>`,
    '</div>',
  ].join('\n');
}

function bundleSection({ id, head, parts }: BundleDocument): string {
  return [
    `<section class="bundle" id="${id}" aria-labelledby="${id}-title">`,
    headPanel(head, id, 2),
    ...parts.map((part) => renderPart(part, 3)),
    '</section>',
  ].join('\n');
}

function headPanel(
  { verdict, remark, name, meaning, lines, next, answers }: Head,
  id: string,
  level: 1 | 2,
): string {
  return [
    `<header class="verdict ${verdict}">`,
    `<h${level} id="${id}-title"><span class="word">${verdictWord(verdict)}<span class="remark">${xmlText(remark)}</span></span> <span class="name">${inlines(name)}</span></h${level}>`,
    `<p class="meaning">${xmlText(meaning, OWN)}</p>`,
    ...lines.map((line) => `<p>${inlines(line)}</p>`),
    next.length === 0
      ? ''
      : `<dl class="next">${next.map(([term, text]) => `<div><dt>${term}</dt><dd>${inlines(text)}</dd></div>`).join('')}</dl>`,
    '</header>',
    `<div class="answers">${answers.map((answer) => answerCard(answer, level + 1)).join('\n')}</div>`,
  ].join('\n');
}

function answerCard({ id, question, answer, more, to }: Answer, level: number): string {
  return [
    `<section class="answer ${id}"><h${level}>${xmlText(question)}</h${level}>`,
    `<p class="short">${inlines(answer)}</p>`,
    more.length === 0 ? '' : `<ul>${more.map((line) => `<li>${inlines(line)}</li>`).join('')}</ul>`,
    to === undefined
      ? ''
      : `<p class="more"><a href="#${to.part}">${xmlText(to.words, OWN)}</a></p>`,
    '</section>',
  ].join('');
}

export function contents(parts: readonly Part[], id: string): string {
  if (parts.length < 2) return '';
  const items = parts.map(
    (part) => `<li><a href="#${part.id}">${xmlText(part.title, OWN)}</a></li>`,
  );
  return `<nav aria-label="Contents" id="${id}-contents"><ol>${items.join('')}</ol></nav>`;
}
