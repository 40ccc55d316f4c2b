import {
  cutValues,
  type InferredValue,
  type NodeProto,
  namesReadBy,
  type OnnxModel,
} from '@ventral/onnx';

/** A value of a language model that has a row for every token. */
export interface HiddenState {
  readonly name: string;
  /** The ONNX operator that computes it, such as `Add`. */
  readonly operation: string;
  /** Numbers a token. */
  readonly width: number;
  /** Whether it is what a block hands on to the next: the residual stream behind its attention and its other half. */
  readonly isBlockEnd: boolean;
}

const attentions = new Set([
  ...['Attention', 'GroupQueryAttention', 'MultiHeadAttention', 'Softmax'],
  ...['GRU', 'LSTM', 'RNN', 'Scan', 'Loop'],
]);
const joins = new Set(['Add', 'SkipLayerNormalization', 'SkipSimplifiedLayerNormalization', 'Sum']);

/**
 * The values with a row of real numbers for every token, in the order of computation. Where nothing later reads
 * anything before a value, the model can be cut there: a block ends at the last such value in front of the next
 * attention, and the last block where its branch joins the residual stream for the last time.
 *
 * @param ids name of the input of tokens
 * @param values what is known of all values, for `sizes`
 */
export function hiddenStates(
  { graph }: OnnxModel,
  ids: string,
  values: ReadonlyMap<string, InferredValue>,
  sizes: { readonly rows: number; readonly length: number },
): readonly HiddenState[] {
  const nodes = nodesBehind(graph.node, ids);
  const cuts = cutValues(
    nodes.map((node) => ({ reads: namesReadBy(node), makes: node.output })),
    [ids],
  );
  const ofTokens = new Set([ids, ...nodes.flatMap(({ output }) => output)]);
  const ends = new Set<string>();
  // The last place to cut, the attentions so far, and the last join behind any of them.
  let [cut, attended, join] = ['', false, ''];
  const found: Omit<HiddenState, 'isBlockEnd'>[] = [];
  for (const node of nodes) {
    if (attentions.has(node.opType)) {
      if (attended && cut !== '') ends.add(cut);
      [attended, cut] = [true, ''];
    }
    for (const name of node.output) {
      const width = widthOf(values.get(name), sizes);
      if (width === undefined) continue;
      found.push({ name, operation: node.opType, width });
      if (!cuts.has(name)) continue;
      cut = name;
      const joined = node.input.filter((input) => ofTokens.has(input)).length;
      if (attended && joins.has(node.opType) && joined > 1) join = name;
    }
  }
  if (join !== '') ends.add(join);
  return found.map((state) => ({ ...state, isBlockEnd: ends.has(state.name) }));
}

/** Nodes that depend on what the tokens are, rather than on how many there are. */
function nodesBehind(nodes: readonly NodeProto[], ids: string): readonly NodeProto[] {
  const dependent = new Set([ids]);
  return nodes.filter((node) => {
    if (node.opType === 'Shape' || node.opType === 'Size') return false;
    if (!namesReadBy(node).some((name) => dependent.has(name))) return false;
    for (const output of node.output) dependent.add(output);
    return true;
  });
}

function widthOf(
  value: InferredValue | undefined,
  { rows, length }: { readonly rows: number; readonly length: number },
): number | undefined {
  const { type, sizes } = value ?? { type: undefined, sizes: [] };
  const isReal = type === 'float16' || type === 'float32' || type === 'float64';
  const [texts, tokens, width, ...others] = sizes;
  const isOfTokens = texts === rows && tokens === length && others.length === 0;
  return isReal && isOfTokens && typeof width === 'number' ? width : undefined;
}
