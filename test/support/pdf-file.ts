// Reads a PDF that was written, as far as this project writes one: objects in the clear, streams deflated. Knows nothing of the code that
// wrote it, and says what of ISO 14289-1 (PDF/UA-1) and ISO 32000-1 does not hold. It is a test of these rules, and no validator.

import { inflateSync } from 'node:zlib';

/** ISO 32000-1 §14.8.4, as far as they are used. */
const STANDARD_TYPES = new Set(
  'Document Sect H1 H2 H3 P Caption Figure L LI Lbl LBody Link Reference TOC TOCI Table THead TBody TR TH TD'.split(
    ' ',
  ),
);

interface Obj {
  readonly id: number;
  /** Dictionary or value, as text. */
  readonly text: string;
  readonly stream: string | undefined;
}

export interface PdfFile {
  readonly objects: ReadonlyMap<number, Obj>;
  readonly pages: readonly Obj[];
  readonly catalog: Obj;
}

export function readPdf(bytes: Uint8Array): PdfFile {
  const file = Buffer.from(bytes).toString('latin1');
  const objects = new Map<number, Obj>();
  // By the table of offsets, as a viewer reads it.
  const start = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(file)?.[1]);
  const lines = file.slice(start).split('\n');
  const count = Number(lines[1]?.split(' ')[1]);
  for (let id = 1; id < count; id += 1) {
    const at = Number(lines[2 + id]?.slice(0, 10));
    const head = `${id} 0 obj\n`;
    if (file.slice(at, at + head.length) !== head) throw new Error(`no object ${id} at ${at}`);
    const from = at + head.length;
    const streamAt = file.indexOf('stream\n', from);
    const endAt = file.indexOf('endobj', from);
    if (streamAt >= 0 && streamAt < endAt) {
      const text = file.slice(from, streamAt);
      const length = Number(/\/Length (\d+)/.exec(text)?.[1]);
      const raw = Buffer.from(file.slice(streamAt + 7, streamAt + 7 + length), 'latin1');
      const isDeflated = text.includes('/FlateDecode');
      objects.set(id, {
        id,
        text,
        stream: (isDeflated ? inflateSync(raw) : raw).toString('latin1'),
      });
    } else objects.set(id, { id, text: file.slice(from, endAt), stream: undefined });
  }
  const all = [...objects.values()];
  const catalog = all.find(({ text }) => text.includes('/Type /Catalog'));
  if (catalog === undefined) throw new Error('no catalog');
  const kids = refsIn(objectOf(objects, refOf(catalog, 'Pages')).text, 'Kids');
  return { objects, catalog, pages: kids.map((id) => objectOf(objects, id)) };
}

/** Everything that does not hold, in words; nothing if all does. */
export function faultsOf({ objects, pages, catalog }: PdfFile): string[] {
  const faults: string[] = [];
  const need = (holds: boolean, what: string): void => {
    if (!holds) faults.push(what);
  };
  const has = (at: Obj | undefined, pattern: RegExp): boolean => pattern.test(at?.text ?? '');
  // 7.1: the document says what it is called, and in which language.
  need(has(catalog, /\/Lang \([a-z-]+/i), 'the catalogue has no language');
  need(has(objectOf(objects, refOf(catalog, 'MarkInfo')), /\/Marked true/), 'not marked');
  const preferences = objectOf(objects, refOf(catalog, 'ViewerPreferences'));
  need(has(preferences, /\/DisplayDocTitle true/), 'the title is not displayed');
  const metadata = objectOf(objects, refOf(catalog, 'Metadata')).stream ?? '';
  need(/<dc:title>.*<rdf:li[^>]*>[^<]+</s.test(metadata), 'the metadata have no title');
  // Only a checker may say so, and none was asked.
  need(!/pdfuaid|pdfaid/.test(metadata), 'the file claims a standard');

  // 7.1, 7.2: the tree. Every element is a child of the one that it names, and nothing else has a parent.
  const root = objectOf(objects, refOf(catalog, 'StructTreeRoot'));
  const elements = new Map(
    [...objects].filter(([, { text }]) => /^<<\n\/S \/(?!GoTo\b)/.test(text)),
  );
  const seen = new Set<number>();
  const headings: number[] = [];
  const walk = (id: number, parent: number): void => {
    const element = elements.get(id);
    if (element === undefined || seen.has(id)) {
      faults.push(`object ${id} is no element`);
      return;
    }
    seen.add(id);
    need(refOf(element, 'P') === parent, `element ${id} names another parent`);
    const type = typeOf(element);
    need(STANDARD_TYPES.has(type), `element ${id} is a ${type}`);
    if (/^H\d$/.test(type)) headings.push(Number(type.slice(1)));
    if (type === 'Figure') need(has(element, /\/Alt \(./), `figure ${id} says nothing`);
    if (type === 'TH') need(has(element, /\/Scope \/(?:Row|Column)/), `head ${id} has no scope`);
    for (const child of childrenOf(element)) walk(child, id);
  };
  for (const child of childrenOf(root)) walk(child, root.id);
  need(seen.size === elements.size, `${elements.size - seen.size} elements are not in the tree`);
  headings.forEach((level, i) => {
    need(level <= (headings[i - 1] ?? 0) + 1, `heading ${i + 1} skips a level`);
  });
  // 7.5: a row has as many cells as the one before it.
  for (const [id, element] of elements)
    if (typeOf(element) === 'Table') {
      const rows = childrenOf(element)
        .flatMap((part) =>
          typeOf(elements.get(part)) === 'TR' ? [part] : childrenOf(elements.get(part)),
        )
        .filter((row) => typeOf(elements.get(row)) === 'TR');
      const cells = new Set(rows.map((row) => childrenOf(elements.get(row)).length));
      need(cells.size === 1, `table ${id} is not regular`);
    }

  // 7.1: everything on a page is content of an element or an artifact (ISO 32000-1 §14.7.4.4, §14.8.2.2).
  const tree = numbersOf(root.text);
  pages.forEach((page, i) => {
    const where = `page ${i + 1}`;
    need(has(page, /\/Tabs \/S/), `${where}: tabs do not follow the structure`);
    const key = Number(/\/StructParents (\d+)/.exec(page.text)?.[1]);
    const owners = [...objectOf(objects, tree.get(key) ?? 0).text.matchAll(/(\d+) 0 R|null/g)];
    const content = objectOf(objects, refOf(page, 'Contents')).stream ?? '';
    let open: string | undefined;
    let marked = 0;
    for (const line of content.split('\n')) {
      if (/ (?:BDC|BMC)$/.test(line)) {
        need(open === undefined, `${where}: a stretch in another one`);
        open = line;
      } else if (line === 'EMC') open = undefined;
      else if (/(?:TJ|Tj|\bS|\bf|\bB)$/.test(line))
        need(open !== undefined, `${where}: ${line} unmarked`);
      const mcid = /^\/MCID (\d+)$/.exec(line)?.[1];
      if (mcid === undefined) continue;
      need(Number(mcid) === marked, `${where}: stretch ${mcid} out of order`);
      const owner = Number(owners[marked]?.[1]);
      need(
        holdsStretch(elements.get(owner), page.id, marked),
        `${where}: stretch ${mcid} of nobody`,
      );
      marked += 1;
    }
    need(open === undefined, `${where}: a stretch does not end`);
    need(owners.length === marked, `${where}: ${owners.length} owners of ${marked} stretches`);
    // 7.18: a link says where it leads and belongs to a link element.
    for (const id of refsIn(page.text, 'Annots')) {
      const link = objectOf(objects, id);
      need(has(link, /\/Contents \(./), `link ${id} says nothing`);
      const own = tree.get(Number(/\/StructParent (\d+)/.exec(link.text)?.[1])) ?? 0;
      need(typeOf(elements.get(own)) === 'Link', `link ${id} belongs to no link element`);
      need(has(elements.get(own), new RegExp(`/Obj ${id} 0 R`)), `link ${id} is not named`);
    }
  });

  // 7.21: fonts are embedded, and their characters can be read out.
  for (const { id, text } of objects.values()) {
    if (text.includes('/Subtype /Type0'))
      need(text.includes('/ToUnicode'), `font ${id} has no map`);
    if (text.includes('/Type /FontDescriptor'))
      need(/\/FontFile[23]? /.test(text), `font ${id} is not embedded`);
  }

  // ISO 32000-1 §7.9.6: viewers search the names by halves.
  const names = objectOf(objects, refOf(catalog, 'Names')).text;
  const found = [...names.matchAll(/^ {4}\(((?:[^()\\]|\\.)*)\) \[/gm)].map(
    ([, name = '']) => name,
  );
  need(found.join() === [...found].sort().join(), 'the names are not in order');
  return [...new Set(faults)];
}

function objectOf(objects: ReadonlyMap<number, Obj>, id: number): Obj {
  const found = objects.get(id);
  if (found === undefined) throw new Error(`no object ${id}`);
  return found;
}

function refOf({ text }: Obj, name: string): number {
  return Number(new RegExp(`/${name} (\\d+) 0 R`).exec(text)?.[1]);
}

function refsIn(text: string, name: string): number[] {
  const list = new RegExp(`/${name} \\[([^\\]]*)\\]`).exec(text)?.[1] ?? '';
  return [...list.matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id));
}

function typeOf(element: Obj | undefined): string {
  return /^<<\n\/S \/(\w+)/.exec(element?.text ?? '')?.[1] ?? '';
}

/** Elements below an element; marked content and annotations are none. */
function childrenOf(element: Obj | undefined): number[] {
  const list = /\/K \[(.*)\]/s.exec(element?.text ?? '')?.[1] ?? '';
  return [...list.replace(/<<.*?>>/gs, '').matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id));
}

function holdsStretch(element: Obj | undefined, page: number, mcid: number): boolean {
  const text = element?.text ?? '';
  const list = /\/K \[(.*)\]/s.exec(text)?.[1] ?? '';
  const isOwn = new RegExp(`/Pg ${page} 0 R`).test(text.replace(list, ''));
  const own = list.replace(/<<.*?>>/gs, '').replace(/\d+ 0 R/g, '');
  if (isOwn && own.split(/\s+/).includes(String(mcid))) return true;
  return list.includes(`<<\n/Type /MCR\n/Pg ${page} 0 R\n/MCID ${mcid}\n>>`);
}

/** The tree of numbers: key to object. */
function numbersOf(text: string): Map<number, number> {
  const list = /\/Nums \[(.*?)\]/s.exec(text)?.[1] ?? '';
  return new Map(
    [...list.matchAll(/(\d+) (\d+) 0 R/g)].map(([, key, id]) => [Number(key), Number(id)]),
  );
}
