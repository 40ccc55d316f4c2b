import { VentralError } from '@ventral/errors';
import type { GraphWriter } from '../graph-writer.ts';
import type { Objective, ObjectiveWriter } from '../objective.ts';
import { reduce } from '../rules/reduce.ts';
import { exactly } from './exactly.ts';
import { matchingInput } from './matching-input.ts';
import { pyramid } from './pyramid.ts';
import { requireRank, unfit } from './require-rank.ts';
import { root } from './root.ts';
import { shapeOf } from './shape-of.ts';

// Height and width.
const overMap = [1, 2];

/** How saliency is compared with maps of importance. */
export interface HarmonizerOptions {
  /**
   * As the code that was published with the paper computes it, or as the equation of the paper has it. With
   * `z(h) = (h - mean) / (deviation + 1e-5)` of each map, population deviation, and P_k the levels of the
   * pyramid:
   *
   * - `code`: `s = relu(z(saliency))`, `h = relu(z(human))`, each h scaled to the largest value of its s, which
   *   counts as a constant; the mean over levels of the mean over all numbers of `(P_k(s) - P_k(h))^2`.
   * - `paper`: the sum over levels of the mean over images of
   *   `|relu(z(P_k(saliency))) - relu(z(P_k(human)))|`, Euclidean.
   *
   * @default 'code'
   */
  readonly variant?: 'code' | 'paper';
  /**
   * Levels of the pyramid, each half the size of the one before; the first is the map itself.
   *
   * @default 5
   */
  readonly levels?: number;
  /**
   * Name of the input that takes the maps of importance, of the saliency's type and shape.
   *
   * @default 'human'
   */
  readonly human?: string;
  /**
   * Name of an input that takes one number an image, `samples`, of the saliency's type: 1, or 0 for an image
   * without a map, which then counts as one that has no distance; its map may hold any finite numbers.
   *
   * @default no such input: each image has a map
   */
  readonly tokens?: string;
}

/**
 * The neural harmonizer: how far the saliency of a network is from what people find important in each image,
 * at several scales. Computed in float64 from the saliency on. Where a map or a difference of maps is the
 * same everywhere, its deviation or norm of 0 has a slope of 0.
 *
 * Reference: Fel, Felipe, Linsley & Serre (2022), https://doi.org/10.48550/arXiv.2211.04533
 *
 * @param saliency a value of the network, `samples x height x width`: see `addSaliency`
 * @throws VentralError `OPTION_INVALID` for levels that are no whole number from 1 up
 */
export function harmonizer(saliency: string, options: HarmonizerOptions = {}): Objective {
  const { variant = 'code', levels = 5, human = 'human', tokens } = options;
  if (!Number.isInteger(levels) || levels < 1) {
    throw new VentralError('OPTION_INVALID', `A pyramid cannot have ${levels} levels.`, {
      hint: 'Give a whole number from 1 up, such as 5.',
    });
  }
  return {
    write(writer) {
      const meaning = 'samples x height x width, of known sizes';
      const sizes = requireRank(writer, saliency, 3, meaning);
      const [height, width] = sizes.slice(1);
      if (height === undefined || width === undefined) throw unfit(saliency, sizes, meaning);
      const graph = writer.graph.in('float64');
      const own = exactly(saliency, graph);
      const given = exactly(matchingInput(writer, saliency, human), graph);
      const weights = tokens === undefined ? undefined : tokenInput(writer, saliency, tokens);
      const levelsOf = (map: string) => pyramid(map, [height, width], levels, graph);
      const distance = variant === 'code' ? squaredDistance : euclideanDistance;
      return distance(own, given, { levelsOf, weights, graph });
    },
  };
}

interface Comparison {
  /** The levels of the pyramid over a map. */
  readonly levelsOf: (map: string) => readonly string[];
  /** One number an image, `samples x 1 x 1`. */
  readonly weights: string | undefined;
  readonly graph: GraphWriter;
}

function squaredDistance(
  saliency: string,
  human: string,
  { levelsOf, weights, graph }: Comparison,
): string {
  const [own, given] = [standing(saliency, graph), standing(human, graph)];
  const largest = (map: string) =>
    graph.add('Add', [reduce('ReduceMax', map, overMap, graph), graph.number(1e-6)]);
  const scale = graph.add('Div', [asConstant(largest(own), graph), largest(given)]);
  // The pyramid of a difference is the difference of the pyramids.
  const difference = graph.add('Sub', [own, graph.add('Mul', [given, scale])]);
  const levels = levelsOf(difference).map((level) => {
    const squares = graph.add('Mul', [level, level]);
    const each = weights === undefined ? squares : graph.add('Mul', [weights, squares]);
    return graph.add('ReduceMean', [each], { keepdims: { int: 0 } });
  });
  return graph.add('Div', [graph.add('Sum', levels), graph.number(levels.length)]);
}

function euclideanDistance(
  saliency: string,
  human: string,
  { levelsOf, weights, graph }: Comparison,
): string {
  const given = levelsOf(human);
  const levels = levelsOf(saliency).map((level, index) => {
    const [a, b] = [level, given[index] ?? ''].map((map) => standing(map, graph)) as [
      string,
      string,
    ];
    const difference = graph.add('Sub', [a, b]);
    const squares = graph.add('Mul', [difference, difference]);
    const norms = root(graph.add('ReduceSum', [squares, graph.integers(overMap)]), graph);
    const each = weights === undefined ? norms : graph.add('Mul', [weights, norms]);
    return graph.add('ReduceMean', [each], { keepdims: { int: 0 } });
  });
  return graph.add('Sum', levels);
}

/** How far each number stands above the mean of its map, in deviations; 0 for what is below. */
function standing(map: string, graph: GraphWriter): string {
  const difference = graph.add('Sub', [map, reduce('ReduceMean', map, overMap, graph)]);
  const squares = graph.add('Mul', [difference, difference]);
  const deviation = root(reduce('ReduceMean', squares, overMap, graph), graph);
  const scale = graph.add('Add', [deviation, graph.number(1e-5)]);
  return graph.add('Relu', [graph.add('Div', [difference, scale])]);
}

/** An input of one number an image, as it multiplies maps; other numbers of images are refused. */
function tokenInput(writer: ObjectiveWriter, saliency: string, name: string): string {
  const { input, sizes, type } = writer;
  const graph = writer.graph.in('float64');
  const shape = shapeOf(sizes(saliency).slice(0, 1), name);
  const given = exactly(input({ name, type: type(saliency) ?? 'float32', shape }), graph);
  const samples = graph.add('Shape', [saliency], { end: { int: 1 } });
  const column = graph.add('Concat', [samples, graph.integers([1, 1])], { axis: { int: 0 } });
  return graph.add('Reshape', [given, column]);
}

/**
 * A number of up to some thousands that gradients do not go through, as the stop_gradient of other libraries:
 * rounded to 2^-40, whose slope is 0 in every order, so that the graph alone says it.
 */
function asConstant(value: string, graph: GraphWriter): string {
  const steps = graph.number(2 ** 40);
  return graph.add('Div', [graph.add('Round', [graph.add('Mul', [value, steps])]), steps]);
}
