import { typeCodes } from '../graph-writer.ts';
import type { Objective } from '../objective.ts';
import { requireRank } from './require-rank.ts';
import { shapeOf } from './shape-of.ts';

/**
 * The mean, over samples, of minus the logarithm of the probability that a softmax of the logits gives to
 * the label. Computed in float64: in float32 the gradient of an image that is classified with certainty
 * cancels to 1e-4 of itself.
 *
 * @param logits a value of the network, `samples x classes`
 * @param labels name of the input that takes the labels, `samples`, counted from 0 (int64); the runtime
 *   refuses another number of them, and labels that are no class
 */
export function crossEntropy(logits: string, labels = 'labels'): Objective {
  return {
    write(writer) {
      const [samples] = requireRank(writer, logits, 2, 'samples x classes');
      const shape = shapeOf([samples], labels);
      const { input } = writer;
      const graph = writer.graph.in('float64');
      const name = input({ name: labels, type: 'int64', shape });
      const exact = graph.add('Cast', [logits], { to: { int: typeCodes.float64 } });
      const logarithms = graph.add('LogSoftmax', [exact], { axis: { int: 1 } });
      // One label a sample, no less; and one below 0 would count from the last class.
      const [ofSamples, ofClasses] = [0, 1].map((axis) =>
        graph.add('Shape', [logits], { start: { int: axis }, end: { int: axis + 1 } }),
      ) as [string, string];
      const isBelow = graph.add('Less', [name, graph.integer(0)]);
      const known = graph.add('Where', [isBelow, ofClasses, name]);
      const each = graph.add('Reshape', [known, ofSamples]);
      const column = graph.add('Unsqueeze', [each, graph.integers([1])]);
      const own = graph.add('GatherElements', [logarithms, column], { axis: { int: 1 } });
      return graph.add('Neg', [graph.add('ReduceMean', [own], { keepdims: { int: 0 } })]);
    },
  };
}
