import type { GraphWriter } from '../graph-writer.ts';
import { floatOf, intOf, type Sizes, wordOf } from '../node-place.ts';
import { sumTo } from './broadcast.ts';
import type { Rules } from './rule.ts';

/** Products of matrices, and of arrays along named axes. */
export const matrixProducts: Rules = {
  MatMul: (node, [dy = ''], graph) => {
    const {
      inputs: [a = '', b = ''],
      wanted,
    } = node;
    const [left, right] = [node.sizes(a), node.sizes(b)];
    // A row on the left and a column on the right stand for matrices.
    const as = (value: string, sizes: Sizes, axis: number) =>
      sizes.length === 1 ? graph.add('Unsqueeze', [value, graph.integers([axis])]) : value;
    const missing = [...(left.length === 1 ? [-2] : []), ...(right.length === 1 ? [-1] : [])];
    const whole = missing.length === 0 ? dy : graph.add('Unsqueeze', [dy, graph.integers(missing)]);
    const [rows, columns] = [as(a, left, 0), as(b, right, 1)];
    const [rowSizes, columnSizes] = [
      left.length === 1 ? [1, ...left] : left,
      right.length === 1 ? [...right, 1] : right,
    ];
    const back = (value: string, sizes: Sizes, like: string) =>
      sizes.length === 1 ? graph.add('Reshape', [value, graph.add('Shape', [like])]) : value;
    return [
      wanted[0] ? back(byLeft(whole, columns, rowSizes, columnSizes, graph), left, a) : '',
      wanted[1] ? back(byRight(whole, rows, rowSizes, columnSizes, graph), right, b) : '',
    ];
  },
  Gemm: (node, [dy = ''], graph) => {
    const {
      inputs: [a = '', b = '', c = ''],
      outputs: [y = ''],
      wanted,
    } = node;
    const alpha = { alpha: { float: floatOf(node, 'alpha', 1) } };
    const [transA, transB] = [intOf(node, 'transA', 0), intOf(node, 'transB', 0)];
    const gemm = (x: string, tx: number, z: string, tz: number) =>
      graph.add('Gemm', [x, z], { ...alpha, transA: { int: tx }, transB: { int: tz } });
    const scaled = () => {
      const beta = floatOf(node, 'beta', 1);
      return beta === 1 ? dy : graph.add('Mul', [dy, graph.number(beta)]);
    };
    return [
      wanted[0] ? (transA ? gemm(b, transB, dy, 1) : gemm(dy, 0, b, 1 - transB)) : '',
      wanted[1] ? (transB ? gemm(dy, 1, a, transA) : gemm(a, 1 - transA, dy, 0)) : '',
      wanted[2] ? sumTo(scaled(), node.sizes(y), node.sizes(c), graph) : '',
    ];
  },
  Einsum: (node, [dy = ''], graph) => {
    const [terms = '', result = ''] = wordOf(node, 'equation', '').replaceAll(' ', '').split('->');
    const all = terms.split(',');
    return node.inputs.map((input, index) => {
      if (!node.wanted[index]) return '';
      const own = all[index] ?? '';
      const others = all.filter((_, other) => other !== index);
      const known = new Set([result, ...others].join(''));
      // Axes that were summed over and are in no other term come back by repetition.
      const found = [...own].filter((letter) => known.has(letter));
      const equation = `${[result, ...others].join(',')}->${found.join('')}`;
      const values = [dy, ...node.inputs.filter((_, other) => other !== index)];
      const product = graph.add('Einsum', values, { equation: { string: equation } });
      if (found.length === own.length) return product;
      const summed = [...own].flatMap((letter, axis) => (known.has(letter) ? [] : [axis]));
      const axes = graph.add('Unsqueeze', [product, graph.integers(summed)]);
      return graph.add('Expand', [axes, graph.add('Shape', [input])]);
    });
  },
};

/** Whether an equation is one that the rule of `Einsum` can turn around. */
export function isReversible(equation: string): boolean {
  const [terms = '', result] = equation.replaceAll(' ', '').split('->');
  const hasEachOnce = (term: string) => new Set(term).size === term.length;
  return result !== undefined && !equation.includes('.') && terms.split(',').every(hasEachOnce);
}

function swapped(value: string, rank: number, graph: GraphWriter): string {
  const axes = [...Array(rank).keys()];
  const perm = [...axes.slice(0, -2), rank - 1, rank - 2];
  return graph.add('Transpose', [value], { perm: { ints: perm } });
}

function byLeft(dy: string, b: string, left: Sizes, right: Sizes, graph: GraphWriter): string {
  const product = graph.add('MatMul', [dy, swapped(b, right.length, graph)]);
  return sumTo(product, broadcastSizes(left, right), left, graph);
}

function byRight(dy: string, a: string, left: Sizes, right: Sizes, graph: GraphWriter): string {
  if (right.length === 2 && left.length > 2 && right.every((size) => size !== undefined)) {
    // One product of all rows, in place of one for each matrix and their sum.
    const [rows, columns] = right as readonly number[];
    const flat = (value: string, width = 0) =>
      graph.add('Reshape', [value, graph.integers([-1, width])]);
    return graph.add('Gemm', [flat(a, rows), flat(dy, columns)], { transA: { int: 1 } });
  }
  const product = graph.add('MatMul', [swapped(a, left.length, graph), dy]);
  return sumTo(product, broadcastSizes(left, right), right, graph);
}

/** Sizes in front of the last two axes after broadcasting; the last two only have to be there. */
function broadcastSizes(left: Sizes, right: Sizes): Sizes {
  const rank = Math.max(left.length, right.length);
  return Array.from({ length: rank }, (_, axis) => {
    if (axis >= rank - 2) return undefined;
    const [a, b] = [left[axis - rank + left.length], right[axis - rank + right.length]];
    const isMissing = (sizes: Sizes) => axis - rank + sizes.length < 0;
    if (isMissing(left) || a === 1) return b;
    return isMissing(right) || b === 1 ? a : (a ?? b);
  });
}
