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
const parts = 64;

/**
 * Adds what a linear readout makes of a layer to a network, as a value of `images x sites`.
 *
 * @param mostBytes of weights that are multiplied at once, as far as they are of several sites; by default what every
 *   WebGPU adapter takes as one buffer
 */
export async function addReadout(
  network: OnnxModel,
  read: ModelLayer,
  { weights, intercepts }: LinearReadout,
  mostBytes: number = 128 * 2 ** 20,
): Promise<ReadNetwork> {
  const { createGraphWriter, namesIn } = await import('@ventral/gradients');
  const graph = createGraphWriter('float32', namesIn(network));
  const name = `readout of ${read.name}`;
  const [values = 0, sites = 0] = weights.shape;
  const width = Math.ceil(values / parts);
  const reshape = (value: string, shape: readonly number[]) =>
    graph.add('Reshape', [value, graph.integers(shape)]);
  const rows = imageRows(read, { graph, value: (layer) => layer });
  const places = Array.from({ length: parts * width }, (_, at) => Math.min(at, values - 1));
  // Parts of one length: the last value is repeated, with weights of zero.
  const filled =
    places.length === values
      ? rows
      : graph.add('Gather', [rows, graph.integers(places)], { axis: { int: 1 } });
  const parted = reshape(filled, [-1, parts, width]);
  const partsFirst = graph.add('Transpose', [parted], { perm: { ints: [1, 0, 2] } });
  // A product with ones, not `ReduceSum`, whose axes are given in another way before version 13 of the operators.
  const ones = graph.array([1, parts], Array<number>(parts).fill(1));
  const most = Math.max(1, Math.floor(mostBytes / (4 * places.length)));
  const blocks = Array.from({ length: Math.ceil(sites / most) }, (_, block) => {
    const [from, end] = [block * most, Math.min(sites, (block + 1) * most)];
    const own = new Float32Array(places.length * (end - from));
    for (let at = 0; at < values; at++) {
      own.set(weights.values.subarray(at * sites + from, at * sites + end), at * (end - from));
    }
    return { name: `${name}: weights ${block}`, shape: [parts, width, end - from], values: own };
  });
  const sums = blocks.map(({ name: own, shape }) => {
    const products = graph.add('MatMul', [partsFirst, own]);
    const sum = graph.add('MatMul', [ones, reshape(products, [parts, -1])]);
    return reshape(sum, [-1, shape[2]!]);
  });
  const all = graph.add('Concat', sums, { axis: { int: 1 } });
  const added = { name: `${name}: intercepts`, shape: [sites], values: intercepts };
  graph.add('Add', [all, added.name], {}, name);
  return {
    network: extendModel(network, {
      nodes: [...network.graph.node, ...graph.nodes.map(encodeNode)],
      constants: [...graph.constants, ...blocks, added],
      outputs: [name],
    }),
    layer: { name, operation: 'Add', type: 'float32', shape: [sites], imageAxis: 0, isCut: true },
  };
}
