// Mutations of DER: elements dropped, doubled, exchanged, retagged, and encodings that are not DER. Lengths are made right again,
// so that the fault lies where it was put. OCTET STRINGs that hold DER (a TSTInfo, extensions) are opened as well.

import type { Random } from './random.js';

const DEPTH = 60;

export interface Node {
  tag: number;
  content: Uint8Array;
  /** Set for constructed elements and for an OCTET STRING that holds one element. */
  children: Node[] | undefined;
}

/** Reads elements that fill the bytes; undefined if they do not. For test tokens, which are sound: it checks little. */
export function readDer(bytes: Uint8Array, depth = 0): Node[] | undefined {
  const nodes: Node[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1];
    if (length === undefined || (tag & 0x1f) === 0x1f) return undefined;
    let from = at + 2;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 4 || from + count > bytes.length) return undefined;
      length = 0;
      for (const end = from + count; from < end; from += 1)
        length = length * 256 + (bytes[from] ?? 0);
    }
    const to = from + length;
    if (to > bytes.length) return undefined;
    const content = bytes.subarray(from, to);
    // What an earlier mutation nested deeply stays closed.
    const opens = (tag & 0x20) !== 0 || tag === 0x04;
    const inner = opens && depth < DEPTH ? readDer(content, depth + 1) : undefined;
    if ((tag & 0x20) !== 0 && inner === undefined && depth < DEPTH) return undefined;
    nodes.push({ tag, content, children: inner?.length === 0 && tag === 0x04 ? undefined : inner });
    at = to;
  }
  return nodes;
}

export function writeDer(nodes: readonly Node[]): Uint8Array {
  return Buffer.concat(
    nodes.flatMap(({ tag, content, children }) => {
      const body = children === undefined ? content : writeDer(children);
      return [headerOf(tag, body.length), body];
    }),
  );
}

/** A mutated encoding of `bytes`; the bytes themselves if they are no DER. */
export function mutateDer(random: Random, bytes: Uint8Array): { bytes: Uint8Array; what: string } {
  const root = readDer(bytes);
  if (root === undefined) return { bytes, what: 'no DER' };
  const lists: Node[][] = [];
  const collect = (nodes: Node[]): void => {
    lists.push(nodes);
    for (const { children } of nodes) if (children !== undefined) collect(children);
  };
  collect(root);
  const list = random.pick(lists.filter((nodes) => nodes.length > 0)) ?? root;
  const place = random.below(list.length);
  const node = list[place];
  if (node === undefined) return { bytes, what: 'no element' };
  const what = mutateNode(random, list, place, node, random.pick(lists) ?? root);
  return { bytes: writeDer(root), what: `DER: ${what}` };
}

function mutateNode(
  random: Random,
  list: Node[],
  place: number,
  node: Node,
  other: Node[],
): string {
  const leaf = (content: Uint8Array): void => {
    node.content = content;
    node.children = undefined;
  };
  switch (random.below(11)) {
    case 0:
      list.splice(place, 1);
      return 'an element dropped';
    case 1:
      list.splice(place, 0, node);
      return 'an element doubled';
    case 2:
      list.reverse();
      return 'elements in reverse';
    case 3:
      node.tag = random.pick([
        0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x17, 0x18, 0x1f, 0x30, 0x31, 0x80, 0x81, 0xa0, 0xa1,
        0xa3, 0xff,
      ]);
      return 'another tag';
    case 4: {
      const content = Buffer.from(
        node.children === undefined ? node.content : writeDer(node.children),
      );
      const at = random.below(content.length);
      if (content.length > 0) content[at] = (content[at] ?? 0) ^ (1 << random.below(8));
      leaf(content);
      return 'a bit of the content';
    }
    case 5:
      leaf(new Uint8Array(0));
      return 'no content';
    case 6:
      leaf(random.bytes(random.pick([1, 2, 9, 32, 300])));
      return 'other content';
    case 7:
      leaf(new Uint8Array(random.pick([70_000, 500_000])).fill(random.pick([0x7f, 0x81, 0xff])));
      return 'huge content';
    case 8: {
      const stranger = random.pick(other);
      if (stranger !== undefined && stranger !== node)
        list.splice(place, 1, structuredClone(stranger));
      return 'an element from elsewhere';
    }
    case 9:
      node.tag = 0x30;
      leaf(nested(random.pick([10, 33, 5_000])));
      return 'deep nesting';
    default: {
      const many = Array.from({ length: random.pick([40, 3_000]) }, () => node);
      list.splice(place, 0, ...many);
      return 'an element many times';
    }
  }
}

/** SEQUENCEs inside each other, without recursion. */
function nested(depth: number): Uint8Array {
  const heads: Uint8Array[] = [];
  for (let length = 0; heads.length < depth; length += heads.at(-1)?.length ?? 0)
    heads.push(headerOf(0x30, length));
  return Buffer.concat(heads.reverse());
}

function headerOf(tag: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(tag, length);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length);
  const minimal = size.subarray(size.findIndex((byte) => byte !== 0));
  return Buffer.concat([Uint8Array.of(tag, 0x80 | minimal.length), minimal]);
}
