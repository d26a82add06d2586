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
  const replace = (start: number, end: number, to: string): void => {
    mutants.push({ file, line: lineAt(start), start, end, from: source.slice(start, end), to });
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
        for (const other of others) replace(at, at + operator.length, other);
        // A bound moved by one.
        if (
          operator in COMPARISONS &&
          right.type === 'Literal' &&
          typeof right['value'] === 'number'
        )
          replace(right.start, right.end, String(Number(right['value']) + 1));
        break;
      }
      case 'LogicalExpression': {
        const [left, right] = [node['left'] as Node, node['right'] as Node];
        const operator = String(node['operator']);
        if (operator === '??') break;
        const at = source.indexOf(operator, left.end);
        replace(at, at + 2, operator === '&&' ? '||' : '&&');
        // Each operand left out, where nothing is narrowed by it that another line needs: types are not looked at here.
        replace(node.start, node.end, text(left));
        replace(node.start, node.end, text(right));
        break;
      }
      case 'IfStatement': {
        const test = node['test'] as Node;
        replace(test.start, test.end, 'false');
        replace(test.start, test.end, `!(${text(test)})`);
        break;
      }
      case 'ConditionalExpression': {
        const test = node['test'] as Node;
        replace(test.start, test.end, `!(${text(test)})`);
        break;
      }
      case 'ReturnStatement': {
        const value = node['argument'] as Node | null;
        if (value?.type === 'Literal' && typeof value['value'] === 'boolean')
          replace(value.start, value.end, String(!value['value']));
        break;
      }
      case 'UnaryExpression':
        if (node['operator'] === '!') replace(node.start, node.start + 1, '');
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
