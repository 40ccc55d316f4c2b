import { VentralError } from '@ventral/errors';
import { type GraphWriter, typeCodes } from '../graph-writer.ts';
import type { Objective, ObjectiveWriter } from '../objective.ts';
import { centred } from './centred.ts';
import { exactly } from './exactly.ts';
import { featureRows } from './feature-rows.ts';
import { gram } from './gram.ts';
import { responseRows } from './response-rows.ts';
import { total } from './total.ts';

/** How representational similarity is measured and what it is compared with. */
export interface SimilarityOptions {
  /**
   * What responses are centred by before the cosine is taken: the mean of each unit over the stimuli of the
   * batch (`images`), the mean of each stimulus over units (`units`: the cosine is Pearson's correlation), or
   * nothing.
   *
   * @default 'images'
   */
  readonly centring?: 'images' | 'units' | 'none';
  /**
   * Whether the loss is the mean over pairs of stimuli, or the sum over ordered pairs (each counts twice).
   *
   * @default 'mean'
   */
  readonly reduction?: 'mean' | 'sum';
  /**
   * What the input of targets takes: responses to the same stimuli, `samples x neuroids`, or their
   * similarities, `samples x samples`, between -1 and 1 without these, whose diagonal is not read.
   *
   * @default 'responses'
   */
  readonly from?: 'responses' | 'similarities';
  /**
   * Name of the input that takes the targets, of the type of the layer.
   *
   * @default 'responses' or 'similarities'
   */
  readonly targets?: string;
  /**
   * Name of the input that takes one number a layer, of the type of the first layer, whose softmax weighs the
   * similarities of the layers. It may be differentiated by, and so be learnt.
   *
   * @default 'mixture'
   */
  readonly mixture?: string;
  /**
   * What the layer's similarities are multiplied by before the inverse hyperbolic tangent, above 0 and at
   * most 1: two stimuli with the same features have a similarity of 1, whose tangent is infinite and an error.
   *
   * @default 1
   */
  readonly shrinkage?: number;
}

/**
 * How far the similarities of stimuli in a layer are from those in responses: the mean over pairs of stimuli
 * of `(artanh S_ij - artanh T_ij)^2`, where S_ij is the cosine of the centred features of two stimuli and
 * T_ij that of their responses. For several layers, S is the sum of theirs by the softmax of a mixture.
 * Computed in float64 from the features on.
 *
 * It is not defined, and running it an error, for one sample, for features or responses without length (all
 * 0 after centring) and for two stimuli whose features or responses are the same up to scale.
 *
 * Reference: Li, Brendel, Walker et al. (2019), https://doi.org/10.48550/arXiv.1911.05072
 *
 * @param layers a value of the network, `samples x units`, or several; what has more axes is flattened to that
 */
export function representationalSimilarity(
  layers: string | readonly string[],
  options: SimilarityOptions = {},
): Objective {
  const { reduction = 'mean', from = 'responses', targets = from, shrinkage = 1 } = options;
  requireLayers([layers].flat());
  requireShrinkage(shrinkage);
  return {
    write({ graph: whole, ...known }) {
      const graph = whole.in('float64');
      const writer = { ...known, graph };
      const similarities = layerSimilarities(writer, [layers].flat(), options);
      const diagonal = graph.add('Cast', [graph.add('EyeLike', [similarities])], {
        to: { int: typeCodes.bool },
      });
      const [first = ''] = [layers].flat();
      const given =
        from === 'responses'
          ? cosines(responseRows(writer, first, targets), options, graph)
          : similarityInput(writer, first, targets);
      // Targets of fewer stimuli would be repeated in silence.
      const expected = graph.add('Reshape', [given, graph.add('Shape', [similarities])]);
      // The similarity of a stimulus with itself says nothing, and its tangent is infinite.
      const artanh = (value: string) =>
        inverseTangent(graph.add('Where', [diagonal, graph.number(0), value]), graph);
      const shrunk =
        shrinkage === 1 ? similarities : graph.add('Mul', [similarities, graph.number(shrinkage)]);
      const difference = graph.add('Sub', [artanh(shrunk), artanh(expected)]);
      const sum = total(graph.add('Mul', [difference, difference]), graph);
      return reduction === 'sum' ? sum : graph.add('Div', [sum, pairs(similarities, graph)]);
    },
  };
}

function layerSimilarities(
  writer: ObjectiveWriter,
  layers: readonly string[],
  options: SimilarityOptions,
): string {
  const { graph } = writer;
  const each = layers.map((layer) => cosines(featureRows(writer, layer), options, graph));
  const [first = ''] = each;
  if (each.length === 1) return first;
  const [type = 'float32'] = layers.map(writer.type);
  const name = options.mixture ?? 'mixture';
  const given = exactly(writer.input({ name, type, shape: [each.length] }), graph);
  const logits = graph.add('Reshape', [given, graph.integers([each.length])]);
  const shares = graph.add('Softmax', [logits], { axis: { int: 0 } });
  const weighted = each.map((one, index) =>
    graph.add('Mul', [one, graph.add('Gather', [shares, graph.integer(index)])]),
  );
  return graph.add('Sum', weighted);
}

function cosines(rows: string, { centring = 'images' }: SimilarityOptions, graph: GraphWriter) {
  const moved = centring === 'none' ? rows : centred(rows, graph, centring === 'images' ? 0 : 1);
  const squares = graph.add('Mul', [moved, moved]);
  const lengths = graph.add('Sqrt', [graph.add('ReduceSum', [squares, graph.integers([1])])]);
  return gram(graph.add('Div', [moved, lengths]), graph);
}

function similarityInput({ graph, input, type }: ObjectiveWriter, layer: string, name: string) {
  const size = `size of ${name}`;
  return exactly(input({ name, type: type(layer) ?? 'float32', shape: [size, size] }), graph);
}

/** In logarithms, which float64 has in every runtime. */
function inverseTangent(value: string, graph: GraphWriter): string {
  const logarithm = (operation: string) =>
    graph.add('Log', [graph.add(operation, [graph.number(1), value])]);
  const difference = graph.add('Sub', [logarithm('Add'), logarithm('Sub')]);
  return graph.add('Mul', [difference, graph.number(0.5)]);
}

/** The number of ordered pairs of different stimuli. */
function pairs(similarities: string, graph: GraphWriter): string {
  const sizes = graph.add('Shape', [similarities]);
  const samples = exactly(graph.add('Gather', [sizes, graph.integer(0)]), graph);
  return graph.add('Mul', [samples, graph.add('Sub', [samples, graph.number(1)])]);
}

function requireLayers(layers: readonly string[]): void {
  if (layers.length > 0) return;
  throw new VentralError('OPTION_INVALID', 'Similarities of no layer are asked for.', {
    hint: "Name a layer or several: representationalSimilarity(['layer1', 'layer2']).",
  });
}

function requireShrinkage(shrinkage: number): void {
  if (shrinkage > 0 && shrinkage <= 1) return;
  throw new VentralError('OPTION_INVALID', `Similarities cannot be shrunk by ${shrinkage}.`, {
    hint: 'Give a shrinkage above 0 and at most 1, such as 0.9999.',
  });
}
