import type { Objective } from '../objective.ts';
import { alignedKernels } from './linear-cka.ts';
import { total } from './total.ts';

/**
 * The logarithm of one minus the linear centred kernel alignment of a layer and responses: the lower, the
 * more alike, without end. Computed in float64 from the features on, as half the squared distance of the
 * scaled Gram matrices, which is the same number and keeps its digits where the alignment is near 1. Not
 * defined where {@link linearCka} is not, and minus infinity, an error, where that is exactly 1.
 *
 * Reference: Dapello, Kar, Schrimpf, Geary, Ferguson, Cox & DiCarlo (2023),
 * https://doi.org/10.1101/2022.07.01.498495
 *
 * @param layer a value of the network, `samples x units`; what has more axes is flattened to that
 * @param responses name of the input that takes the responses, `samples x neuroids`, of the layer's type
 */
export function logOneMinusCka(layer: string, responses = 'responses'): Objective {
  return {
    write(writer) {
      const graph = writer.graph.in('float64');
      const [x, y] = alignedKernels(writer, layer, responses);
      const difference = graph.add('Sub', [x, y]);
      const squares = total(graph.add('Mul', [difference, difference]), graph);
      return graph.add('Log', [graph.add('Mul', [squares, graph.number(0.5)])]);
    },
  };
}
