import type { GrowingGraph } from '@ventral/onnx';
import { headWidth, type LlamaBlock, type LlamaShape } from './llama.ts';
import { matrixOf } from './matrix-of.ts';

/** Names of what the attention of all blocks shares. */
export interface AttentionConstants {
  /** Of the tokens that there are, `1 x tokens x 1 x width of a head`. */
  readonly cosines: string;
  readonly sines: string;
  /** Minus infinity where a token would see a later one, else 0: `tokens x tokens`. */
  readonly mask: string;
  /** Sizes of queries, keys and values behind one another, each of the former two also turned by a right angle. */
  readonly parts: string;
  readonly queryHeads: string;
  readonly keyHeads: string;
  /** The queries that share a key behind one another, so that keys and values need not be repeated. */
  readonly stacked: string;
  readonly scores: string;
  readonly stackedScores: string;
  readonly heads: string;
  readonly flat: string;
}

/** Writes down what all attentions of a Llama share. */
export function attentionConstants(
  graph: GrowingGraph,
  shape: LlamaShape,
  angles: { readonly cosines: Float32Array; readonly sines: Float32Array },
): AttentionConstants {
  const { width, heads, keyHeads, context } = shape;
  const own = headWidth(shape);
  const keys = keyHeads * own;
  const [zero, one, two] = [0, 1, 2].map((value) => graph.integers(`${value}`, [value]));
  const sizes = graph.node('Shape', ['input_ids'], 'sizes');
  const count = graph.node('Slice', [sizes, one!, two!], 'tokens');
  const ofTokens = (name: string, values: Float32Array) => {
    // Both numbers of a pair are turned by one angle.
    const doubled = Float32Array.from(
      { length: context * own },
      (_, at) => values[at >> 1] as number,
    );
    const all = graph.constant(`all ${name}`, [1, context, 1, own], doubled);
    return graph.node('Slice', [all, zero!, count, one!], name);
  };
  const numbers = Float32Array.from({ length: context }, (_, at) => at);
  const all = graph.constant('all places', [context], numbers);
  const places = graph.node('Slice', [all, zero!, count], 'places');
  const later = graph.node(
    'Greater',
    [places, graph.node('Unsqueeze', [places, one!], 'rows')],
    'later',
  );
  const never = graph.constant('never', [], Float32Array.of(Number.NEGATIVE_INFINITY));
  const mask = [later, never, graph.constant('unchanged', [], Float32Array.of(0))];
  const joined = (name: string, first: readonly number[], ...rest: readonly string[]) =>
    graph.node('Concat', [graph.integers(`${name}/first`, first), ...rest], name, {
      axis: { int: 0 },
    });
  return {
    cosines: ofTokens('cosines', angles.cosines),
    sines: ofTokens('sines', angles.sines),
    mask: graph.node('Where', mask, 'mask'),
    parts: graph.integers('parts', [width, width, keys, keys, keys]),
    queryHeads: graph.integers('query heads', [0, 0, heads, own]),
    keyHeads: graph.integers('key heads', [0, 0, keyHeads, own]),
    stacked: graph.integers('stacked', [0, keyHeads, -1, own]),
    scores: joined('scores', [0, keyHeads, heads / keyHeads], count, count),
    stackedScores: joined('stacked scores', [0, keyHeads, -1], count),
    heads: graph.integers('heads', [0, heads, -1, own]),
    flat: graph.integers('flat', [0, 0, width]),
  };
}

/**
 * Writes down causal attention with rotary positions: pairs of neighbouring numbers are turned by an angle that grows
 * with the place of the token. A turned pair is the pair times the cosine and, turned by a right angle, times the sine;
 * the right angle is in the weights. Heads of keys serve several neighbouring heads of queries.
 *
 * Reference: Su et al. (2021), https://doi.org/10.48550/arXiv.2104.09864
 *
 * @param input texts x tokens x width
 * @returns name of the heads side by side, texts x tokens x width
 */
export function addAttention(
  graph: GrowingGraph,
  input: string,
  name: string,
  { query, key, value }: LlamaBlock,
  shape: LlamaShape,
  shared: AttentionConstants,
): string {
  const { width } = shape;
  const scale = 1 / Math.sqrt(headWidth(shape));
  const scaled = query.map((weight) => weight * scale);
  const rows = [scaled, rightAngle(scaled, width), key, rightAngle(key, width), value];
  const product = graph.node(
    'MatMul',
    [input, matrixOf(graph, name, rows, width)],
    `${name}/product`,
  );
  const own = ['query', 'query/turned', 'key', 'key/turned', 'value'].map(
    (one) => `${name}/${one}`,
  );
  graph.add({
    operation: 'Split',
    inputs: [product, shared.parts],
    outputs: own,
    attributes: { axis: { int: -1 } },
  });
  const inHeads = (part: string, sizes: string) =>
    graph.node('Reshape', [part, sizes], `${part}/heads`);
  const turned = (at: number, sizes: string) => {
    const [plain, right] = own.slice(at, at + 2).map((part) => inHeads(part, sizes)) as [
      string,
      string,
    ];
    const along = graph.node('Mul', [plain, shared.cosines], `${plain}/along`);
    const across = graph.node('Mul', [right, shared.sines], `${plain}/across`);
    return graph.node('Add', [along, across], `${plain}/placed`);
  };
  const transpose = (part: string, perm: readonly number[]) =>
    graph.node('Transpose', [part], `${part}/transposed`, { perm: { ints: perm } });
  const reshape = (part: string, sizes: string, output: string) =>
    graph.node('Reshape', [part, sizes], `${name}/${output}`);
  const queries = reshape(
    transpose(turned(0, shared.queryHeads), [0, 2, 1, 3]),
    shared.stacked,
    'queries',
  );
  const keys = transpose(turned(2, shared.keyHeads), [0, 2, 3, 1]);
  const values = transpose(inHeads(own[4] as string, shared.keyHeads), [0, 2, 1, 3]);
  const dots = graph.node('MatMul', [queries, keys], `${name}/dots`);
  const scores = graph.node(
    'Add',
    [reshape(dots, shared.scores, 'scores'), shared.mask],
    `${name}/masked`,
  );
  const shares = graph.node('Softmax', [scores], `${name}/shares`, { axis: { int: -1 } });
  const mixed = graph.node(
    'MatMul',
    [reshape(shares, shared.stackedScores, 'stacked'), values],
    `${name}/mixed`,
  );
  return reshape(
    transpose(reshape(mixed, shared.heads, 'heads'), [0, 2, 1, 3]),
    shared.flat,
    'flat',
  );
}

/** Weights of what is turned by a right angle: of a pair (a, b), those of (-b, a). */
function rightAngle(weights: Float32Array, width: number): Float32Array {
  return weights.map((_, at) => {
    const isFirst = Math.floor(at / width) % 2 === 0;
    return isFirst ? -(weights[at + width] as number) : (weights[at - width] as number);
  });
}
