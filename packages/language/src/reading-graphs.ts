import {
  encodeNode,
  extendModel,
  type GraphValue,
  type GrowingGraph,
  growGraph,
  type OnnxModel,
  tapLayers,
} from '@ventral/onnx';
import type { CausalNetwork } from './causal-network.ts';

/** Names of what a network takes and gives for reading, beside its own. */
export const reading = {
  /** Places of the tokens that predict others, all texts one behind another (int64). */
  places: 'ventral/places',
  /** Ids of the tokens that are predicted, `places x 1` (int64). */
  targets: 'ventral/targets',
  /** Natural logarithms of their probabilities, `places x 1` (float32). */
  logProbabilities: 'ventral/log probabilities',
  /** The tokens that are expected most, `places x 1` (int64). */
  expected: 'ventral/expected',
  /** Their logits, `places x 1` (float32): ids alone do not show how far a device is from another. */
  expectedLogits: 'ventral/expected logits',
} as const;

const places: GraphValue = { name: reading.places, type: 'int64', shape: ['places'] };
const targets: GraphValue = { name: reading.targets, type: 'int64', shape: ['places', 1] };
const float32 = 1;

/**
 * The network with the log-probabilities of given tokens as an output, beside hidden states. They are computed where
 * the logits are: those of a large vocabulary would be 200 MB a text to hand out.
 *
 * @param states names of hidden states
 * @param scores whether log-probabilities are wanted
 */
export function surprisedNetwork(
  causal: CausalNetwork,
  states: readonly string[],
  scores: boolean,
): OnnxModel {
  if (!scores) return tapLayers(causal.network, states);
  const graph = growGraph();
  const logits = logitsAtPlaces(graph, causal.logits);
  // Over one axis of two, which all versions of the operator take alike.
  const all = graph.node('LogSoftmax', [logits], 'ventral/of all', { axis: { int: 1 } });
  graph.node('GatherElements', [all, reading.targets], reading.logProbabilities, {
    axis: { int: 1 },
  });
  return extended(causal.network, graph, [places, targets], [...states, reading.logProbabilities]);
}

/** The network with the tokens that it expects most behind given places as its output. */
export function expectingNetwork({ network, logits }: CausalNetwork): OnnxModel {
  const graph = growGraph();
  const own = logitsAtPlaces(graph, logits);
  const axis = { int: 1 };
  graph.node('ArgMax', [own], reading.expected, { axis, keepdims: { int: 1 } });
  graph.node('GatherElements', [own, reading.expected], reading.expectedLogits, { axis });
  return extended(network, graph, [places], [reading.expected, reading.expectedLogits]);
}

/** `places x vocabulary`, in float32. */
function logitsAtPlaces(graph: GrowingGraph, logits: string): string {
  const rows = graph.node('Flatten', [logits], 'ventral/rows', { axis: { int: -1 } });
  const own = graph.node('Gather', [rows, reading.places], 'ventral/own');
  return graph.node('Cast', [own], 'ventral/real', { to: { int: float32 } });
}

function extended(
  network: OnnxModel,
  { nodes, initializers }: GrowingGraph,
  inputs: readonly GraphValue[],
  outputs: readonly string[],
): OnnxModel {
  const whole = extendModel(network, {
    nodes: [...network.graph.node, ...nodes.map(encodeNode)],
    inputs,
    constants: initializers,
    outputs,
  });
  return tapLayers(whole, outputs);
}
