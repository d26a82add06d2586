// Faults that a programmer could have written, one at a time: a comparison turned or removed, a bound moved, a branch inverted, a guard
// taken away, an operand left out.

import { parseSync } from 'oxc-parser';
import { childrenOf, lineFinder } from '../fuzz/learn/instrument.js';

export interface Mutant {
  readonly file: string;
  readonly line: number;
  /** What is replaced: [start, end) of the source. */
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: string;
  /** The expression that it is a part of. */
  readonly within: readonly [start: number, end: number];
}

type Node = Parameters<typeof childrenOf>[0];

const COMPARISONS: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
};

/** Every mutant of a file, in the order of the source. */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const { program } = parseSync(file, source);
  const lineAt = lineFinder(source);
  const mutants: Mutant[] = [];
  const replace = (start: number, end: number, to: string, { start: a, end: b }: Node): void => {
    const from = source.slice(start, end);
    mutants.push({ file, line: lineAt(start), start, end, from, to, within: [a, b] });
  };
  const text = (node: Node): string => source.slice(node.start, node.end);
  const visit = (node: Node): void => {
    switch (node.type) {
      case 'BinaryExpression': {
        const [left, right] = [node['left'] as Node, node['right'] as Node];
        const operator = String(node['operator']);
        const others =
          COMPARISONS[operator] ?? { '+': ['-'], '-': ['+'], '*': ['+'] }[operator] ?? [];
        const at = source.indexOf(operator, left.end);
        for (const other of others) replace(at, at + operator.length, other, node);
        // A bound moved by one.
        if (
          operator in COMPARISONS &&
          right.type === 'Literal' &&
          typeof right['value'] === 'number'
        )
          replace(right.start, right.end, String(Number(right['value']) + 1), node);
        break;
      }
      case 'LogicalExpression': {
        const [left, right] = [node['left'] as Node, node['right'] as Node];
        const operator = String(node['operator']);
        if (operator === '??') break;
        const at = source.indexOf(operator, left.end);
        replace(at, at + 2, operator === '&&' ? '||' : '&&', node);
        // Each operand left out, where nothing is narrowed by it that another line needs: types are not looked at here.
        replace(node.start, node.end, text(left), node);
        replace(node.start, node.end, text(right), node);
        break;
      }
      case 'IfStatement': {
        const test = node['test'] as Node;
        replace(test.start, test.end, 'false', test);
        replace(test.start, test.end, `!(${text(test)})`, test);
        break;
      }
      case 'ConditionalExpression': {
        const test = node['test'] as Node;
        replace(test.start, test.end, `!(${text(test)})`, test);
        break;
      }
      case 'ReturnStatement': {
        const value = node['argument'] as Node | null;
        if (value?.type === 'Literal' && typeof value['value'] === 'boolean')
          replace(value.start, value.end, String(!value['value']), value);
        break;
      }
      case 'UnaryExpression':
        if (node['operator'] === '!') replace(node.start, node.start + 1, '', node);
        break;
      default:
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program as unknown as Node);
  return mutants.sort((a, b) => a.start - b.start || a.end - b.end);
}

export function applied(source: string, { start, end, to }: Mutant): string {
  return source.slice(0, start) + to + source.slice(end);
}

/**
 * The source with all its mutants in it, each behind a switch: `__m(n)` says whether mutant n is on, for n from `first` up in the
 * order of `mutants`. With none on it does what the source does.
 */
export function switched(source: string, mutants: readonly Mutant[], first: number): string {
  const before = new Map<number, { readonly end: number; readonly text: string }[]>();
  const after = new Map<number, number>();
  for (const [at, mutant] of mutants.entries()) {
    const [start, end] = mutant.within;
    const other = source.slice(start, mutant.start) + mutant.to + source.slice(mutant.end, end);
    const text = `(__m(${first + at}) ? (${other}) : `;
    before.set(start, [...(before.get(start) ?? []), { end, text }]);
    after.set(end, (after.get(end) ?? 0) + 1);
  }
  let out = '';
  for (let at = 0; at <= source.length; at += 1) {
    out += ')'.repeat(after.get(at) ?? 0);
    // The widest comes first: what is inside closes before it.
    const opening = before.get(at) ?? [];
    for (const { text } of opening.sort((a, b) => b.end - a.end)) out += text;
    out += source[at] ?? '';
  }
  return out;
}
