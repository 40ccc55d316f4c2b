import {
  encodeNode,
  extendModel,
  growGraph,
  listWeights,
  type NodeProto,
  nodeAttributes,
  type OnnxModel,
} from '@ventral/onnx';

/** The statistics that one normalisation keeps, and those of a batch. */
export interface RunningStatistics {
  /** Names of the weights that hold them for inference. */
  readonly mean: string;
  readonly variance: string;
  /** Names of the values that hold those of a batch, one number a channel; the variance divided by all. */
  readonly batchMean: string;
  readonly batchVariance: string;
  /** Name of the value that is normalised, whose size says over how many numbers. */
  readonly of: string;
}

/** A network that normalises by the statistics of its batch. */
export interface BatchNormalized {
  readonly model: OnnxModel;
  readonly statistics: readonly RunningStatistics[];
}

/**
 * The network as it is trained: each batch normalisation takes mean and variance of the batch that it sees, and
 * gradients go through them. One whose statistics are no weights of its own, but computed, stays as it is.
 *
 * Reference: Ioffe & Szegedy (2015), https://doi.org/10.48550/arXiv.1502.03167
 */
export function withBatchStatistics(model: OnnxModel): BatchNormalized {
  const opset = Number(
    model.header.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ??
      1,
  );
  const graph = growGraph();
  const statistics: RunningStatistics[] = [];
  const weights = new Set(
    listWeights(model).flatMap(({ name, type }) => (type === 'float32' ? [name] : [])),
  );
  const nodes = model.graph.node.flatMap((node): readonly NodeProto[] => {
    const [of = '', scale = '', shift = '', mean = '', variance = ''] = node.input;
    const isKept = weights.has(mean) && weights.has(variance);
    if (node.opType !== 'BatchNormalization' || node.domain !== '' || !isKept) return [node];
    const from = graph.nodes.length;
    const [output = ''] = node.output;
    const own = (name: string) => `$${name} of ${output}`;
    const overBatch = (operation: string, input: string, name: string) => {
      const keepdims = { int: 1 };
      if (opset >= 18) {
        const axes = graph.integers(own(`axes of ${name}`), [0, 2, 3]);
        return graph.node(operation, [input, axes], own(name), { keepdims });
      }
      return graph.node(operation, [input], own(name), { axes: { ints: [0, 2, 3] }, keepdims });
    };
    const flat = (input: string, name: string) =>
      graph.node('Reshape', [input, graph.integers(own(`sizes of ${name}`), [-1])], own(name));
    const average = overBatch('ReduceMean', of, 'average');
    const centred = graph.node('Sub', [of, average], own('centred'));
    const squares = graph.node('Mul', [centred, centred], own('squares'));
    const batchMean = flat(average, 'batch mean');
    const batchVariance = flat(overBatch('ReduceMean', squares, 'spread'), 'batch variance');
    graph.add({
      operation: 'BatchNormalization',
      inputs: [of, scale, shift, batchMean, batchVariance],
      outputs: [output],
      attributes: nodeAttributes(node),
    });
    statistics.push({ mean, variance, batchMean, batchVariance, of });
    return graph.nodes.slice(from).map(encodeNode);
  });
  return {
    model: extendModel(model, {
      nodes,
      constants: graph.initializers,
      outputs: model.graph.output.map(({ name }) => name),
    }),
    statistics,
  };
}
