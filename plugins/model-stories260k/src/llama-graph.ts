import { type GrowingGraph, growGraph, type ModelGraph } from '@ventral/onnx';
import type { Llama, LlamaBlock, LlamaShape } from './llama.ts';
import { type AttentionConstants, addAttention, attentionConstants } from './llama-attention.ts';
import { matrixOf } from './matrix-of.ts';

const epsilon = 1e-5;

/**
 * A Llama as an ONNX graph that takes `input_ids` (texts x tokens, int64) and gives `logits` (texts x tokens x
 * vocabulary). Its hidden states (texts x tokens x width) are outputs as well: `embedding`, `block.0` and on, the
 * residual stream behind each block, and `final_norm`.
 */
export function llamaGraph(llama: Llama): ModelGraph {
  const { shape, embedding, blocks, finalNorm } = llama;
  const { vocabulary, width } = shape;
  const graph = growGraph();
  const shared = attentionConstants(graph, shape, llama);
  graph.constant('two', [], Float32Array.of(2));
  graph.constant('epsilon', [], Float32Array.of(epsilon));
  const table = graph.constant('embeddings', [vocabulary, width], embedding);
  let stream = graph.node('Gather', [table, 'input_ids'], 'embedding');
  for (const [index, block] of blocks.entries()) {
    stream = addBlock(graph, stream, `block.${index}`, block, shape, shared);
  }
  const normed = addNorm(graph, stream, 'final_norm', finalNorm);
  graph.node('MatMul', [normed, matrixOf(graph, 'classifier', [embedding], width)], 'logits');
  const ofTokens = (name: string, size: number) =>
    ({ name, type: 'float32', shape: ['texts', 'tokens', size] }) as const;
  const states = ['embedding', ...blocks.map((_, index) => `block.${index}`), 'final_norm'];
  return {
    inputs: [{ name: 'input_ids', type: 'int64', shape: ['texts', 'tokens'] }],
    outputs: [ofTokens('logits', vocabulary), ...states.map((name) => ofTokens(name, width))],
    nodes: graph.nodes,
    initializers: graph.initializers,
  };
}

/** Divides by the root of the mean of squares. */
function addNorm(graph: GrowingGraph, stream: string, name: string, weights: Float32Array): string {
  const square = graph.node('Pow', [stream, 'two'], `${name}/square`);
  const axes = { axes: { ints: [-1] } };
  const mean = graph.node('ReduceMean', [square], `${name}/mean`, axes);
  const root = graph.node(
    'Sqrt',
    [graph.node('Add', [mean, 'epsilon'], `${name}/sum`)],
    `${name}/root`,
  );
  const scale = graph.constant(`${name}/weights`, [weights.length], weights);
  return graph.node('Mul', [graph.node('Div', [stream, root], `${name}/unit`), scale], name);
}

/** Attention, then two layers of which one opens the other (SwiGLU), each added to the residual stream. */
function addBlock(
  graph: GrowingGraph,
  stream: string,
  name: string,
  block: LlamaBlock,
  shape: LlamaShape,
  shared: AttentionConstants,
): string {
  const { width, hidden } = shape;
  const multiply = (input: string, part: keyof LlamaBlock, inputs: number) => {
    const output = `${name}/${part}`;
    return graph.node('MatMul', [input, matrixOf(graph, output, [block[part]], inputs)], output);
  };
  const seen = addNorm(graph, stream, `${name}/attentionNorm`, block.attentionNorm);
  const heads = addAttention(graph, seen, `${name}/attention`, block, shape, shared);
  const attended = multiply(heads, 'output', width);
  const middle = graph.node('Add', [stream, attended], `${name}/after attention`);
  const inner = addNorm(graph, middle, `${name}/forwardNorm`, block.forwardNorm);
  const gate = multiply(inner, 'gate', width);
  const swish = graph.node(
    'Mul',
    [gate, graph.node('Sigmoid', [gate], `${name}/open`)],
    `${name}/swish`,
  );
  const gated = graph.node('Mul', [swish, multiply(inner, 'up', width)], `${name}/gated`);
  return graph.node('Add', [middle, multiply(gated, 'down', hidden)], name);
}
