import type { Objective, ObjectiveWriter } from '../objective.ts';
import { centred } from './centred.ts';
import { featureRows } from './feature-rows.ts';
import { gram } from './gram.ts';
import { responseRows } from './response-rows.ts';
import { total } from './total.ts';

/**
 * The linear centred kernel alignment of a layer and responses to the same stimuli,
 * `|Y'X|^2 / (|X'X| |Y'Y|)` in Frobenius norms, of columns minus their means: from 0, nothing in common, to
 * 1, the same up to rotation and scale. It is a similarity: to raise it, weigh it by a number below 0, or
 * take {@link logOneMinusCka}. Computed in float64 from the features on. It is not defined, and running it
 * an error, for one sample and where all samples have the same features or the same responses.
 *
 * Reference: Kornblith et al. (2019), https://doi.org/10.48550/arXiv.1905.00414
 *
 * @param layer a value of the network, `samples x units`; what has more axes is flattened to that
 * @param responses name of the input that takes the responses, `samples x neuroids`, of the layer's type
 */
export function linearCka(layer: string, responses = 'responses'): Objective {
  return {
    write(writer) {
      const graph = writer.graph.in('float64');
      const [x, y] = alignedKernels(writer, layer, responses);
      return total(graph.add('Mul', [x, y]), graph);
    },
  };
}

/** The centred Gram matrices of a layer and of responses, each divided by its norm. */
export function alignedKernels(
  { graph: whole, ...known }: ObjectiveWriter,
  layer: string,
  responses: string,
): readonly [layer: string, responses: string] {
  const graph = whole.in('float64');
  const writer = { ...known, graph };
  // By samples and not by units: a layer has many more units than a batch has samples.
  const kernel = (rows: string) => gram(centred(rows, graph), graph);
  const features = kernel(featureRows(writer, layer));
  // Responses to fewer stimuli would be repeated in silence.
  const recorded = graph.add('Reshape', [
    kernel(responseRows(writer, layer, responses)),
    graph.add('Shape', [features]),
  ]);
  const scaled = (one: string) =>
    graph.add('Div', [one, graph.add('Sqrt', [total(graph.add('Mul', [one, one]), graph)])]);
  return [scaled(features), scaled(recorded)];
}
