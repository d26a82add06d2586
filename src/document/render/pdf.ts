// The transcript as PDF: the words and pictures of the HTML page, set on A4 by the layer of the compliance report: tagged, with bookmarks
// and embedded fonts. Pure: the same run gives the same bytes with the same build of Node. Loaded only when a PDF is asked for.

import { ChapterSetter } from '../../layout/pdf/blocks.js';
import { Faces } from '../../layout/pdf/faces.js';
import { drawCallout, drawFacts, FACTS } from '../../layout/pdf/facts.js';
import { Flow, STYLES } from '../../layout/pdf/flow.js';
import { drawHeads } from '../../layout/pdf/heads.js';
import type { Span } from '../../layout/pdf/lines.js';
import type { Laid } from '../../layout/pdf/marks.js';
import { writePdf } from '../../layout/pdf/write.js';
import { verdictWord } from '../../report/words.js';
import type { Run } from '../../transcript/run.js';
import { documentOf } from '../document.js';
import type { Answer, DocumentInput, Head, Part, Text } from '../model.js';
import { lowered } from './lowered.js';

/** Renders a run as PDF 1.7. Text of bundles and of the operator is escaped and cut as in every other format. */
export function renderTranscriptPdf(run: Run, input: DocumentInput = {}): Promise<Uint8Array> {
  const faces = new Faces();
  return writePdf(layOutTranscript(run, input, faces), faces);
}

/** Lays the document out: pages of marks, as they will be drawn. */
export function layOutTranscript(
  run: Run,
  input: DocumentInput = {},
  faces: Faces = new Faces(),
): Laid {
  const { title, head, parts, bundles, verifier, at, fingerprint } = documentOf(run, input);
  const setter = new Setter(new Flow(faces));
  const [only] = bundles;
  if (head !== undefined) {
    setter.head(head, 'run');
    for (const part of parts) setter.part(part);
    for (const bundle of bundles) setter.bundle(bundle.head, bundle.id, bundle.parts);
  } else if (only !== undefined) {
    setter.head(only.head, only.id);
    for (const part of [...only.parts, ...parts]) setter.part(part);
  }
  const { flow } = setter;
  const shown = (text: string): string => faces.printable(text, 400);
  const made = `${verifier}${fingerprint === '' ? '' : `, bundle SHA-256 ${fingerprint.slice(0, 16)}…`}`;
  flow.pages.forEach((page, i) => {
    if (i > 0) drawHeads(page, i + 1, flow.pages.length, faces, { title: shown(title), made });
  });
  return {
    title: shown(title),
    author: '',
    subject: 'Verification transcript',
    keywords: fingerprint === '' ? run.format : `${run.format}, bundle SHA-256 ${fingerprint}`,
    at,
    producer: verifier,
    pages: flow.pages,
    entries: flow.entries,
  };
}

const TONES = { pass: 'sound', fail: 'wrong', unproven: 'open' } as const;

class Setter {
  readonly flow: Flow;
  readonly #blocks: ChapterSetter;
  #number = 0;

  constructor(flow: Flow) {
    this.flow = flow;
    this.#blocks = new ChapterSetter(flow, true);
  }

  /** The first page: the verdict, and the answers that a reader looks for. */
  head(head: Head, id: string): void {
    const { flow } = this;
    flow.newPage();
    flow.parent = { type: 'Sect', parent: flow.root };
    flow.paragraph(
      [{ text: 'Verification transcript' }],
      { ...STYLES.body, face: 'strong', grey: 0.3 },
      10,
    );
    flow.place(`${id}-title`);
    flow.paragraph(
      [{ text: `${verdictWord(head.verdict)}${head.remark}` }],
      { size: 26, face: 'title' },
      4,
      'H1',
    );
    this.#headWords(head);
    for (const answer of head.answers) this.#answer(answer, id);
  }

  /** A bundle of many: a chapter, its parts as sections. */
  bundle(head: Head, id: string, parts: readonly Part[]): void {
    const { flow } = this;
    const name = head.name.map((inline) => this.#blocks.spans([inline])[0]?.text ?? '').join('');
    flow.newPage();
    flow.chapter(`${verdictWord(head.verdict)}  ${name}`, id);
    this.#headWords(head);
    for (const answer of head.answers) this.#answer(answer, id);
    for (const { id: place, title, blocks } of parts) {
      flow.section(title, place);
      this.#blocks.blocks(blocks.flatMap((block, i) => lowered(block, `${place}-${i}`)));
    }
  }

  part({ id, title, blocks }: Part): void {
    this.#number += 1;
    this.#blocks.chapter({
      id,
      number: String(this.#number),
      title,
      blocks: blocks.flatMap((block, i) => lowered(block, `${id}-${i}`)),
    });
  }

  #headWords({ verdict, name, meaning, lines, next }: Head): void {
    const { flow } = this;
    flow.paragraph(this.#spans(name), { size: 11, face: 'strong' }, 6);
    const [why = [], ...more] = lines;
    drawCallout(flow, TONES[verdict], meaning, this.#spans(why));
    for (const line of more) flow.paragraph(this.#spans(line));
    if (next.length > 0)
      drawFacts(
        flow,
        next.map(([term, text]) => [term, this.#spans(text)]),
        FACTS,
      );
  }

  #answer({ id, question, answer, more, to }: Answer, of: string): void {
    const { flow } = this;
    flow.subsection(question, `${of}-answer-${id}`);
    flow.paragraph(this.#spans(answer), { size: 11, face: 'strong' }, 3);
    const items = more.map((line) => this.#spans(line));
    const rest: readonly Span[] =
      to === undefined ? [] : [{ text: to.words, to: to.part, title: to.words }];
    if (items.length > 0 || rest.length > 0)
      flow.list([...items, ...(rest.length === 0 ? [] : [rest])]);
  }

  #spans(text: Text): readonly Span[] {
    return this.#blocks.spans(text);
  }
}
