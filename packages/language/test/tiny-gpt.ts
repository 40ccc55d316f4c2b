import {
  buildModel,
  type GraphDescription,
  type GraphValue,
  type GrowingGraph,
  growGraph,
} from '@ventral/onnx';

/** Sizes of the model: it scores the 260 tokens of the byte-level tokenizer. */
export const [vocabulary, context] = [260, 16];
const [width, heads, blocks] = [8, 2, 2];
const own = width / heads;

/** How exporters write the same model. */
export type Export = 'plain' | 'cached' | 'merged' | 'seeing';

/** A number from -1 to 1 that depends on both, and looks like chance. */
function noise(seed: number, at: number): number {
  const value = Math.sin(seed * 78.233 + at * 12.9898) * 43_758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}

/**
 * A small GPT: learned positions, two blocks of attention and a rectified layer, each added to the residual stream, and
 * the embedding as classifier. Weights look like chance. `cached` takes keys and values of earlier tokens, a mask and
 * positions, as `optimum` writes them; `seeing` is not causal, as BERT; `merged` decides by `use_cache_branch`, and is wrong with it.
 */
export function tinyGpt(how: Export = 'plain'): Uint8Array {
  if (how !== 'merged') return buildModel(gptGraph(how));
  const { initializers = [], ...plain } = gptGraph('plain');
  const logits = plain.outputs.slice(0, 1);
  const wrong = growGraph();
  const zero = wrong.constant('nothing', [], Float32Array.of(0));
  wrong.node(
    'Mul',
    [wrong.node('Gather', ['anything', 'input_ids'], 'any'), zero],
    'logits of cache',
  );
  const inside = (nodes: GraphDescription['nodes'], output: string): GraphDescription => ({
    inputs: [],
    outputs: [{ ...(logits[0] as GraphValue), name: output }],
    nodes,
  });
  const anything = {
    name: 'anything',
    shape: [vocabulary, vocabulary],
    values: new Float32Array(vocabulary ** 2),
  };
  return buildModel({
    inputs: [
      ...plain.inputs,
      ...pastInputs(),
      { name: 'use_cache_branch', type: 'bool', shape: [1] },
    ],
    outputs: logits,
    initializers: [...initializers, ...wrong.initializers, anything],
    nodes: [
      {
        operation: 'If',
        inputs: ['use_cache_branch'],
        outputs: ['logits'],
        attributes: {
          then_branch: { graph: inside(wrong.nodes, 'logits of cache') },
          else_branch: {
            graph: inside(
              [
                ...plain.nodes,
                { operation: 'Identity', inputs: ['logits'], outputs: ['logits without'] },
              ],
              'logits without',
            ),
          },
        },
      },
    ],
  });
}

function pastInputs(): readonly GraphValue[] {
  return Array.from({ length: blocks }, (_, block) => block).flatMap((block) =>
    ['key', 'value'].map((kind) => ({
      name: `past_key_values.${block}.${kind}`,
      type: 'float32' as const,
      shape: ['batch_size', heads, 'past_sequence_length', own],
    })),
  );
}

function gptGraph(how: 'plain' | 'cached' | 'seeing'): GraphDescription {
  const isCached = how === 'cached';
  const graph = growGraph();
  const weights = (name: string, seed: number, shape: readonly number[], scale: number) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const values = Float32Array.from({ length: count }, (_, at) => scale * noise(seed, at));
    return graph.constant(name, shape, values);
  };
  const table = weights('wte', 1, [vocabulary, width], 1);
  const places = weights('wpe', 2, [context, width], 1);
  const steps = range(graph, tokensOf(graph));
  const positions = isCached ? 'position_ids' : steps;
  const mask = causalMask(graph, steps, isCached, how === 'seeing');
  const sum = [
    graph.node('Gather', [table, 'input_ids'], 'token'),
    graph.node('Gather', [places, positions], 'place'),
  ];
  let stream = graph.node('Add', sum, 'embedding');
  const inHeads = graph.integers('heads', [0, 0, heads, own]);
  const flat = graph.integers('flat', [0, 0, width]);
  const transpose = (value: string, perm: readonly number[]) =>
    graph.node('Transpose', [value], `${value}/t`, { perm: { ints: perm } });
  for (let block = 0; block < blocks; block++) {
    const multiply = (input: string, name: string, seed: number, shape: readonly number[]) =>
      graph.node(
        'MatMul',
        [input, weights(`w${block}.${name}`, 10 * block + seed, shape, 0.7)],
        `h.${block}/${name}`,
      );
    const part = (name: string, seed: number) =>
      transpose(
        graph.node(
          'Reshape',
          [multiply(stream, name, seed, [width, width]), inHeads],
          `h.${block}/${name}/heads`,
        ),
        [0, 2, 1, 3],
      );
    const withPast = (value: string, kind: string) =>
      isCached
        ? graph.node(
            'Concat',
            [`past_key_values.${block}.${kind}`, value],
            `present.${block}.${kind}`,
            { axis: { int: 2 } },
          )
        : value;
    const query = part('query', 3);
    const key = transpose(withPast(part('key', 4), 'key'), [0, 1, 3, 2]);
    const value = withPast(part('value', 5), 'value');
    const scores = graph.node(
      'Add',
      [graph.node('MatMul', [query, key], `h.${block}/dots`), mask],
      `h.${block}/scores`,
    );
    const shares = graph.node('Softmax', [scores], `h.${block}/shares`, { axis: { int: -1 } });
    const mixed = transpose(
      graph.node('MatMul', [shares, value], `h.${block}/mixed`),
      [0, 2, 1, 3],
    );
    const joined = graph.node('Reshape', [mixed, flat], `h.${block}/joined`);
    const middle = graph.node(
      'Add',
      [stream, multiply(joined, 'out', 6, [width, width])],
      `h.${block}/attended`,
    );
    const inner = graph.node('Relu', [multiply(middle, 'up', 7, [width, 12])], `h.${block}/relu`);
    stream = graph.node('Add', [middle, multiply(inner, 'down', 8, [12, width])], `h.${block}`);
  }
  const classifier = graph.node('Transpose', [table], 'classifier', { perm: { ints: [1, 0] } });
  graph.node('MatMul', [stream, classifier], 'logits');
  const ids: GraphValue = {
    name: 'input_ids',
    type: 'int64',
    shape: ['batch_size', 'sequence_length'],
  };
  const beside: readonly GraphValue[] = [
    { ...ids, name: 'attention_mask', shape: ['batch_size', 'total_sequence_length'] },
    { ...ids, name: 'position_ids' },
    ...pastInputs(),
  ];
  const presents = beside.slice(2).map(({ name, ...rest }) => ({
    ...rest,
    name: name.replace('past_key_values', 'present'),
    shape: ['batch_size', heads, 'total_sequence_length', own],
  }));
  const logits: GraphValue = {
    name: 'logits',
    type: 'float32',
    shape: ['batch_size', 'sequence_length', vocabulary],
  };
  return {
    inputs: [ids, ...(isCached ? beside : [])],
    outputs: [logits, ...(isCached ? presents : [])],
    nodes: graph.nodes,
    initializers: graph.initializers,
  };
}

function tokensOf(graph: GrowingGraph): string {
  const sizes = graph.node('Shape', ['input_ids'], 'sizes');
  return graph.node('Gather', [sizes, graph.constant('second', [], BigInt64Array.of(1n))], 'count');
}

function range(graph: GrowingGraph, count: string): string {
  const [start, step] = [0n, 1n].map((value) =>
    graph.constant(`number ${value}`, [], BigInt64Array.of(value)),
  );
  return graph.node('Range', [start as string, count, step as string], 'range');
}

/** Minus infinity where a token would see a later one; with a mask of texts, also where they have ended. */
function causalMask(
  graph: GrowingGraph,
  steps: string,
  isCached: boolean,
  seesAll: boolean,
): string {
  const later = graph.node(
    'Less',
    [graph.node('Unsqueeze', [steps, graph.integers('one', [1])], 'rows'), steps],
    'later',
  );
  const [never, always] = [seesAll ? 0 : -1e9, 0].map((value, index) =>
    graph.constant(`score ${index}`, [], Float32Array.of(value)),
  );
  const causal = graph.node('Where', [later, never as string, always as string], 'causal');
  if (!isCached) return causal;
  const ended = graph.node(
    'Equal',
    ['attention_mask', graph.constant('none', [], BigInt64Array.of(0n))],
    'ended',
  );
  const axes = graph.integers('middle', [1, 2]);
  const hidden = graph.node('Where', [ended, never as string, always as string], 'hidden');
  return graph.node(
    'Add',
    [causal, graph.node('Unsqueeze', [hidden, axes], 'hidden/heads')],
    'masked',
  );
}
