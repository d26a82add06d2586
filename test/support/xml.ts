// A strict reader for the little XML that the JUnit report uses: elements, attributes, text, five entities. Throws on the rest.

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const TOKEN = /<\/(\w[\w-]*)>|<(\w[\w-]*)((?: [\w.-]+="[^"<>]*")*)(\/?)>|([^<>]+)/y;

/** Parses one document. */
export function parseXml(source: string): XmlElement {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!source.startsWith(declaration)) throw new Error('no XML declaration');
  const document: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open: XmlElement[] = [document];
  TOKEN.lastIndex = declaration.length;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    const parent = open.at(-1);
    if (match === null || parent === undefined) throw new Error(`not well-formed at ${at}`);
    const [, close, name, attributes = '', empty, text] = match;
    if (text !== undefined) parent.text += plain(text);
    else if (close !== undefined) {
      if (open.pop()?.name !== close) throw new Error(`</${close}> closes nothing at ${at}`);
    } else if (name !== undefined) {
      const element: XmlElement = { name, attributes: parse(attributes), children: [], text: '' };
      parent.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  const [root] = document.children;
  if (open.length !== 1 || root === undefined || document.children.length !== 1)
    throw new Error('not one root element');
  return root;
}

function parse(attributes: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [, name = '', value = ''] of attributes.matchAll(/ ([\w.-]+)="([^"]*)"/g)) {
    if (Object.hasOwn(out, name)) throw new Error(`attribute ${name} twice`);
    out[name] = plain(value);
  }
  return out;
}

function plain(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(\w*);?/g, (whole, name: string) => {
    const character = entities[name];
    if (character === undefined || !whole.endsWith(';')) throw new Error(`entity ${whole}`);
    return character;
  });
}
