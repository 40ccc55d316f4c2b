import type { GraphWriter } from '../graph-writer.ts';
import { floatOf, intOf, type NodePlace } from '../node-place.ts';
import { reduce } from '../rules/reduce.ts';
import type { Definitions } from './definition.ts';

/** What brings values to a common scale: by statistics of a training, of themselves, of their neighbours. */
export const normalizations: Definitions = {
  BatchNormalization: (node, graph) => {
    const {
      inputs: [x = '', scale = '', shift = '', mean = '', variance = ''],
    } = node;
    const perChannel = (value: string) => alongChannels(value, node, graph);
    const gain = graph.add('Div', [scale, deviation(variance, node, graph)]);
    const centred = graph.add('Sub', [x, perChannel(mean)]);
    const scaled = graph.add('Mul', [centred, perChannel(gain)]);
    return graph.add('Add', [scaled, perChannel(shift)]);
  },
  InstanceNormalization: (node, graph) => {
    const {
      inputs: [x = '', scale = '', shift = ''],
    } = node;
    const axes = [...node.sizes(x).keys()].slice(2);
    const scaled = graph.add('Mul', [
      standardized(x, axes, node, graph),
      alongChannels(scale, node, graph),
    ]);
    return graph.add('Add', [scaled, alongChannels(shift, node, graph)]);
  },
  LayerNormalization: (node, graph) => {
    const {
      inputs: [x = '', scale = '', shift = ''],
    } = node;
    const rank = node.sizes(x).length;
    const axis = intOf(node, 'axis', -1);
    const axes = [...Array(rank).keys()].slice(axis < 0 ? axis + rank : axis);
    const scaled = graph.add('Mul', [standardized(x, axes, node, graph), scale]);
    return shift === '' ? scaled : graph.add('Add', [scaled, shift]);
  },
  GroupNormalization: (node, graph) => {
    const {
      inputs: [x = '', scale = '', shift = ''],
    } = node;
    const groups = intOf(node, 'num_groups', 1);
    const channels = node.sizes(x)[1] ?? 0;
    const rows = graph.add('Reshape', [x, graph.integers([0, groups, -1])]);
    const standard = standardized(rows, [2], node, graph);
    const shape = graph.add('Shape', [x]);
    // Up to version 20 there is one scale a group, since then one a channel.
    const perChannel = (value: string) => {
      if (node.opset >= 21) return alongChannels(value, node, graph);
      const column = graph.add('Reshape', [value, graph.integers([groups, 1])]);
      const each = graph.add('Expand', [column, graph.integers([groups, channels / groups])]);
      const flat = graph.add('Reshape', [each, graph.integers([-1])]);
      return alongChannels(flat, node, graph);
    };
    const whole = graph.add('Reshape', [standard, shape]);
    const scaled = graph.add('Mul', [whole, perChannel(scale)]);
    return graph.add('Add', [scaled, perChannel(shift)]);
  },
  LRN: (node, graph) => {
    const {
      inputs: [x = ''],
    } = node;
    const rank = node.sizes(x).length;
    const channels = node.sizes(x)[1] ?? 0;
    const size = intOf(node, 'size', 1);
    // Which channels are summed for each: as many before as behind, one more behind where that is even.
    const [before, behind] = [Math.floor((size - 1) / 2), Math.ceil((size - 1) / 2)];
    const near = Array.from({ length: channels ** 2 }, (_, index) => {
      const distance = (index % channels) - Math.floor(index / channels);
      return distance >= -before && distance <= behind ? 1 : 0;
    });
    const squares = graph.add('Mul', [x, x]);
    const flat = graph.add('Reshape', [squares, graph.integers([0, channels, -1])]);
    const sums = graph.add('MatMul', [graph.array([channels, channels], near), flat]);
    const energy = rank === 3 ? sums : graph.add('Reshape', [sums, graph.add('Shape', [x])]);
    const share = graph.number(floatOf(node, 'alpha', 1e-4) / size);
    const base = graph.add('Add', [
      graph.add('Mul', [energy, share]),
      graph.number(floatOf(node, 'bias', 1)),
    ]);
    const beta = graph.number(floatOf(node, 'beta', 0.75));
    return graph.add('Div', [x, graph.add('Pow', [base, beta])]);
  },
  LpNormalization: (node, graph) => {
    const {
      inputs: [x = ''],
    } = node;
    const norm = intOf(node, 'p', 2) === 1 ? 'ReduceL1' : 'ReduceL2';
    return graph.add('Div', [x, reduce(norm, x, [intOf(node, 'axis', -1)], graph)]);
  },
};

/** A value of one number a channel, with axes that broadcast over the places. */
function alongChannels(value: string, node: NodePlace, graph: GraphWriter): string {
  const places = node.sizes(node.inputs[0] ?? '').slice(2);
  if (places.length === 0) return value;
  return graph.add('Reshape', [value, graph.integers([-1, ...places.map(() => 1)])]);
}

function standardized(
  x: string,
  axes: readonly number[],
  node: NodePlace,
  graph: GraphWriter,
): string {
  const mean = (value: string) => reduce('ReduceMean', value, axes, graph);
  const centred = graph.add('Sub', [x, mean(x)]);
  const variance = mean(graph.add('Mul', [centred, centred]));
  return graph.add('Div', [centred, deviation(variance, node, graph)]);
}

function deviation(variance: string, node: NodePlace, graph: GraphWriter): string {
  const epsilon = graph.number(floatOf(node, 'epsilon', 1e-5));
  return graph.add('Sqrt', [graph.add('Add', [variance, epsilon])]);
}
