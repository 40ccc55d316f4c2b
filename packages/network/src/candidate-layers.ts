import type { Layer } from '@ventral/core';

/** A value inside a network, with what tells whether it ends a block. */
export interface GraphLayer extends Layer {
  /**
   * Whether the network can be cut here: nothing later reads anything computed before this value.
   * So it is on no branch, or it is where branches meet.
   */
  readonly isCut: boolean;
}

const mostCandidates = 12;
const fewCandidates = 6;

const joins = new Set(['Add', 'Concat', 'Sum']);
const pools = new Set(['AveragePool', 'MaxPool']);
const rectifiers = new Set([
  ...['Clip', 'Elu', 'Gelu', 'HardSigmoid', 'HardSwish', 'LeakyRelu', 'Mish', 'PRelu', 'Relu'],
  ...['Selu', 'Sigmoid', 'Softplus', 'Tanh'],
]);

/**
 * The layers to compare with the brain when none is named, by one rule for every network.
 *
 * Of the values at which the network can be cut, those that end a block: where branches join (after
 * the rectifier, where one follows), where features are pooled, and rectified fully connected
 * layers. A network with fewer than six of them is made of plain layers, and all its rectified
 * values count. Where there are more than twelve, twelve evenly spaced in depth are taken. Class
 * scores and averages over the whole image are none.
 */
export function candidateLayers(layers: readonly GraphLayer[]): readonly string[] {
  const cuts = layers.filter(({ isCut }) => isCut);
  const isBlockEnd = (layer: GraphLayer, index: number) => {
    const { operation, shape } = layer;
    if (rectifiers.has(operation)) return shape.length === 1 || isJoin(cuts[index - 1]);
    return pools.has(operation) || (isJoin(layer) && !isRectifier(cuts[index + 1]));
  };
  const blockEnds = cuts.filter(isBlockEnd);
  const found =
    blockEnds.length >= fewCandidates
      ? blockEnds
      : cuts.filter((layer, index) => isRectifier(layer) || isBlockEnd(layer, index));
  return spaceEvenly(found.length > 0 ? found : layers).map(({ name }) => name);
}

function isJoin(layer: GraphLayer | undefined): boolean {
  return layer !== undefined && joins.has(layer.operation);
}

function isRectifier(layer: GraphLayer | undefined): boolean {
  return layer !== undefined && rectifiers.has(layer.operation);
}

/** At most twelve of the layers, evenly spaced, the last among them. */
function spaceEvenly(layers: readonly GraphLayer[]): readonly GraphLayer[] {
  if (layers.length <= mostCandidates) return layers;
  const step = layers.length / mostCandidates;
  return Array.from(
    { length: mostCandidates },
    (_, index) => layers[Math.ceil((index + 1) * step) - 1] as GraphLayer,
  );
}
