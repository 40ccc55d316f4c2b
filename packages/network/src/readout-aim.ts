import type { ResponseAim } from '@ventral/core';
import type { Objective, ObjectiveWriter } from '@ventral/gradients';
import { imageRows, type RowLayer } from './image-rows.ts';

/** Names of what is fed beside the images, and of what is read. */
export const readoutValues = {
  weights: 'weights of the readout',
  intercepts: 'intercepts of the readout',
  goals: 'goals of the sites',
  responses: 'responses of the sites',
} as const;

/**
 * What is differentiated for some images at once: the sum of their aims, which is no other for each image than
 * its own. The weights are fed, not written into the graph: they are as large as a network.
 */
export function readoutAim(layer: RowLayer, aim: ResponseAim): Objective {
  return {
    write(writer) {
      const { graph } = writer;
      const given = (name: string, shape: readonly string[]) =>
        writer.input({ name, type: 'float32', shape: [...shape] });
      const weights = given(readoutValues.weights, ['values', 'sites']);
      const intercepts = given(readoutValues.intercepts, ['sites']);
      const goals = given(readoutValues.goals, ['rows', 'sites']);
      const sums = graph.add('MatMul', [imageRows(layer, writer), weights]);
      const responses = graph.add('Add', [sums, intercepts], {}, readoutValues.responses);
      const aimed = aims[aim](writer, responses, goals);
      return graph.add('ReduceSum', [aimed], { keepdims: { int: 0 } });
    },
  };
}

const aims: Readonly<
  Record<ResponseAim, (writer: ObjectiveWriter, responses: string, goals: string) => string>
> = {
  stretch: ({ graph }, responses, goals) => graph.add('Mul', [responses, goals]),
  'one-hot': ({ graph }, responses, goals) => {
    const logarithms = graph.add('LogSoftmax', [responses], { axis: { int: 1 } });
    return graph.add('Mul', [logarithms, goals]);
  },
  pattern: ({ graph }, responses, goals) => {
    const difference = graph.add('Sub', [responses, goals]);
    const squares = graph.add('Mul', [difference, difference]);
    return graph.add('Mul', [squares, graph.number(-0.5)]);
  },
};
