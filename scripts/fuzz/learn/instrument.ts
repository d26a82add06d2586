// Counts every branch of a source file: a counter is put into each function, each side of an if, of a choice and of `&&`, `||`, `??`, each
// case, each loop and each catch. The text between stays as it is, types included, so lines keep their numbers.

import { parseSync } from 'oxc-parser';

export interface Branch {
  readonly file: string;
  readonly line: number;
  readonly kind: 'function' | 'if' | 'else' | 'choice' | 'operand' | 'case' | 'loop' | 'catch';
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [name: string]: unknown;
}

/** The source with counters `__k[i]`, and `__t(i)` in loops, numbered from the length of `branches` on, to which it adds. */
export function instrument(file: string, source: string, branches: Branch[]): string {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const lineAt = lineFinder(source);
  const pieces: { readonly at: number; readonly text: string; readonly order: number }[] = [];
  const put = (at: number, text: string): void => {
    pieces.push({ at, text, order: pieces.length });
  };
  const next = (kind: Branch['kind'], node: Node): number =>
    branches.push({ file, line: lineAt(node.start), kind }) - 1;
  const statement = (kind: Branch['kind'], node: Node, after = ''): void => {
    const count = kind === 'loop' ? `__t(${next(kind, node)});` : `__k[${next(kind, node)}]++;`;
    if (node.type === 'BlockStatement') {
      put(node.start + 1, count);
      if (after !== '') put(node.end, after);
    } else {
      put(node.start, `{${count}`);
      put(node.end, `}${after}`);
    }
  };
  const expression = (kind: Branch['kind'], node: Node): void => {
    put(node.start, `(__k[${next(kind, node)}]++,`);
    put(node.end, ')');
  };
  const visit = (node: Node): void => {
    // Outer pieces come first at a beginning; at an end the walk back puts inner ones first.
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
        if (isNode(node['body'])) statement('function', node['body']);
        break;
      case 'ArrowFunctionExpression': {
        const body = node['body'] as Node;
        if (body.type === 'BlockStatement') statement('function', body);
        else expression('function', body);
        break;
      }
      case 'IfStatement': {
        const other = node['alternate'];
        const otherwise = isNode(other) ? '' : ` else {__k[${next('else', node)}]++;}`;
        statement('if', node['consequent'] as Node, otherwise);
        if (isNode(other)) statement('else', other);
        break;
      }
      case 'ConditionalExpression':
        expression('choice', node['consequent'] as Node);
        expression('choice', node['alternate'] as Node);
        break;
      case 'LogicalExpression':
        expression('operand', node['right'] as Node);
        break;
      case 'SwitchCase': {
        const [first] = node['consequent'] as readonly Node[];
        if (first !== undefined) put(first.start, `__k[${next('case', first)}]++;`);
        break;
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        statement('loop', node['body'] as Node);
        break;
      case 'CatchClause':
        statement('catch', node['body'] as Node);
        break;
      default:
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program as unknown as Node);
  return spliced(source, pieces);
}

/** At one place ends come before beginnings, the inner end first; of two beginnings the outer one. */
function spliced(
  source: string,
  pieces: { readonly at: number; readonly text: string; readonly order: number }[],
): string {
  const isEnd = (text: string): boolean =>
    text.startsWith(')') || text.startsWith('}') || text.startsWith(' else');
  pieces.sort((a, b) => {
    if (a.at !== b.at) return a.at - b.at;
    if (isEnd(a.text) !== isEnd(b.text)) return isEnd(a.text) ? -1 : 1;
    return isEnd(a.text) ? b.order - a.order : a.order - b.order;
  });
  let out = '';
  let at = 0;
  for (const piece of pieces) {
    out += source.slice(at, piece.at) + piece.text;
    at = piece.at;
  }
  return out + source.slice(at);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

export function childrenOf(node: Node): readonly Node[] {
  return Object.entries(node).flatMap(([name, value]) => {
    // Types count nothing and run nowhere.
    if (name === 'typeAnnotation' || name === 'typeParameters' || name === 'typeArguments')
      return [];
    if (name === 'returnType') return [];
    if (Array.isArray(value)) return value.filter(isNode);
    return isNode(value) ? [value] : [];
  });
}

export function lineFinder(source: string): (at: number) => number {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1))
    starts.push(at + 1);
  return (at) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
