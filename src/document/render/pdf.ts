// The transcript as PDF: the words and pictures of the HTML page, set on A4 by the layer of the compliance report: tagged, with bookmarks
// and embedded fonts. Pure: the same run gives the same bytes with the same build of Node. Loaded only when a PDF is asked for.

import { ChapterSetter } from '../../layout/pdf/blocks.js';
import { contentsPages } from '../../layout/pdf/contents.js';
import { Faces } from '../../layout/pdf/faces.js';
import { drawCallout, drawFacts, FACTS } from '../../layout/pdf/facts.js';
import { Flow } from '../../layout/pdf/flow.js';
import { headed, pagesOf } from '../../layout/pdf/heads.js';
import type { Span } from '../../layout/pdf/lines.js';
import type { Laid, Page, Paged } from '../../layout/pdf/marks.js';
import { STYLES } from '../../layout/pdf/style.js';
import { writePdf } from '../../layout/pdf/write.js';
import { verdictWord } from '../../report/words.js';
import type { Run } from '../../transcript/run.js';
import { documentOf } from '../document.js';
import type { Answer, DocumentInput, Head, Part, Text, TranscriptDocument } from '../model.js';
import { lowered } from './lowered.js';

/** More pages than these have contents. */
const LONG = 10;
/** With more sections than these, the contents name the chapters alone. */
const NAMED = 200;

/** Renders a run as PDF 1.7. Text of bundles and of the operator is escaped and cut as in every other format. */
export async function renderTranscriptPdf(
  run: Run,
  input: DocumentInput = {},
): Promise<Uint8Array> {
  const faces = new Faces();
  return writePdf(pagedTranscript(run, input, faces), faces);
}

/** Lays the document out: pages of marks, as they will be drawn. */
export function layOutTranscript(
  run: Run,
  input: DocumentInput = {},
  faces: Faces = new Faces(),
): Laid {
  const paged = pagedTranscript(run, input, faces);
  return { ...paged, pages: [...paged.pages] };
}

/** The document is set once to count its pages and once while it is written, so that its pages are not held. */
function pagedTranscript(run: Run, input: DocumentInput, faces: Faces): Paged {
  const document = documentOf(run, input);
  const { title, verifier, at, fingerprint } = document;
  const short = counted(document, faces, false);
  const isLong = short.pages > LONG;
  const { flow, pages, first } = isLong ? counted(document, faces, true) : short;
  const chapters = flow.entries.filter(({ level }) => level === 1);
  const named = flow.entries.length > NAMED ? chapters : flow.entries;
  const contents = isLong ? contentsPages(flow, named, 0) : [];
  const all = function* (): Generator<Page, void, undefined> {
    const again = new Flow(faces, flow.root);
    let number = 0;
    for (const page of pagesOf(again, new Setter(again).steps(document, isLong))) {
      if (number === first) yield* contents;
      number += 1;
      yield page;
    }
  };
  const shown = (text: string): string => faces.printable(text, 400);
  const made = `${verifier}${fingerprint === '' ? '' : `, bundle SHA-256 ${fingerprint.slice(0, 16)}…`}`;
  const words = { title: shown(title), made };
  return {
    title: shown(title),
    author: '',
    subject: 'Verification transcript',
    keywords: fingerprint === '' ? run.format : `${run.format}, bundle SHA-256 ${fingerprint}`,
    at,
    producer: verifier,
    pages: headed(all(), pages + contents.length, faces, words, { cover: true }),
    entries: flow.entries.map((entry) => ({ ...entry, page: entry.page + contents.length })),
  };
}

/** Sets the document and holds nothing of it. @returns `first`: the pages before the first chapter */
function counted(document: TranscriptDocument, faces: Faces, apart: boolean) {
  const flow = new Flow(faces);
  let pages = 0;
  for (const _ of pagesOf(flow, new Setter(flow).steps(document, apart))) pages += 1;
  return { flow, pages, first: flow.entries[0]?.page ?? pages };
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

  /** Sets all of it. @param apart the chapters begin on a page of their own */
  *steps(
    { head, parts, bundles }: TranscriptDocument,
    apart: boolean,
  ): Generator<undefined, void, undefined> {
    const [only] = bundles;
    if (head === undefined && only === undefined) return;
    if (head !== undefined) this.head(head, 'run');
    else if (only !== undefined) this.head(only.head, only.id);
    if (apart) this.flow.newPage();
    const own = head === undefined ? [...(only?.parts ?? []), ...parts] : parts;
    for (const part of own) yield* this.part(part);
    if (head !== undefined)
      for (const bundle of bundles) yield* this.bundle(bundle.head, bundle.id, bundle.parts);
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
  *bundle(head: Head, id: string, parts: readonly Part[]): Generator<undefined, void, undefined> {
    const { flow } = this;
    const name = head.name.map((inline) => this.#blocks.spans([inline])[0]?.text ?? '').join('');
    flow.newPage();
    flow.chapter(`${verdictWord(head.verdict)}  ${name}`, id);
    this.#headWords(head);
    for (const answer of head.answers) this.#answer(answer, id);
    for (const { id: place, title, blocks } of parts) {
      flow.section(title, place);
      this.#blocks.blocks(blocks.flatMap((block, i) => lowered(block, `${place}-${i}`)));
      yield;
    }
  }

  *part({ id, title, blocks }: Part): Generator<undefined, void, undefined> {
    this.#number += 1;
    yield* this.#blocks.steps({
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
