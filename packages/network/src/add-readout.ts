import type { LinearReadout } from '@ventral/core';
import { encodeNode, extendModel, type ModelLayer, type OnnxModel } from '@ventral/onnx';
import { imageRows } from './image-rows.ts';

/** A network, and the value of it that is a readout. */
export interface ReadNetwork {
  readonly network: OnnxModel;
  /** One number a site. */
  readonly layer: ModelLayer;
}

// Devices add up one by one: of 401,408 values in float32 the sums were 5e-5 of the largest off, in parts 1e-6.
const mostParts = 64;

/** Adds what a linear readout makes of a layer to a network, as a value of `images x sites`. */
export async function addReadout(
  network: OnnxModel,
  read: ModelLayer,
  { weights, intercepts }: LinearReadout,
): Promise<ReadNetwork> {
  const { createGraphWriter, namesIn } = await import('@ventral/gradients');
  const graph = createGraphWriter('float32', namesIn(network));
  const name = `readout of ${read.name}`;
  const [values = 0, sites = 0] = weights.shape;
  const parts = evenParts(values);
  const own = {
    weights: {
      name: `${name}: weights`,
      shape: [parts, values / parts, sites],
      values: weights.values,
    },
    intercepts: { name: `${name}: intercepts`, shape: [sites], values: intercepts },
  };
  const reshape = (value: string, shape: readonly number[]) =>
    graph.add('Reshape', [value, graph.integers(shape)]);
  const rows = imageRows(read, { graph, value: (layer) => layer });
  const parted = reshape(rows, [-1, parts, values / parts]);
  const partsFirst = graph.add('Transpose', [parted], { perm: { ints: [1, 0, 2] } });
  const products = graph.add('MatMul', [partsFirst, own.weights.name]);
  // A product with ones, not `ReduceSum`, whose axes are given in another way before version 13 of the operators.
  const ones = graph.array([1, parts], Array<number>(parts).fill(1));
  const sums = graph.add('MatMul', [ones, reshape(products, [parts, -1])]);
  graph.add('Add', [reshape(sums, [-1, sites]), own.intercepts.name], {}, name);
  return {
    network: extendModel(network, {
      nodes: [...network.graph.node, ...graph.nodes.map(encodeNode)],
      constants: [...graph.constants, own.weights, own.intercepts],
      outputs: [name],
    }),
    layer: { name, operation: 'Add', type: 'float32', shape: [sites], imageAxis: 0, isCut: true },
  };
}

/** Into how many parts of one length so many values can be divided, up to the most. */
function evenParts(values: number): number {
  let parts = mostParts;
  while (values % parts !== 0) parts -= 1;
  return parts;
}
