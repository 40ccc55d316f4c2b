import type {
  Benchmark,
  BenchmarkOptions,
  Candidate,
  Model,
  OpenModel,
  RunContext,
  Score,
} from '@ventral/core';
import { isVentralError, VentralError } from '@ventral/errors';
import { modelCandidate } from '@ventral/host';
import type { LayerChoice } from './choose-layers.ts';
import { labelled } from './labelled.ts';

/** The scores of several layers of a model. */
export interface LayerScores {
  /** By layer, in the order given; a choice of one layer a region is under the name `regions`. */
  readonly scores: ReadonlyMap<string, Score>;
  /** The choice that scored best; the first of equals, as Brain-Score's argmax. */
  readonly best: LayerChoice;
  readonly bestScore: Score;
  /** Why layers were left out, one sentence each. */
  readonly leftOut: readonly string[];
}

/** What the layers of a model are scored on. */
export interface LayerScoring {
  readonly model: Model;
  readonly open: OpenModel;
  readonly benchmark: Benchmark;
  readonly choices: readonly LayerChoice[];
  readonly options?: BenchmarkOptions;
  /** Changes what the benchmark is shown of the model, such as a reduction of its features. */
  readonly reduce?: (candidate: Candidate) => Candidate;
}

/**
 * Scores layers of a model one by one. The images are shown once for all of them.
 *
 * Where there are several, one that the benchmark cannot use (it has too few features, say, is silent or
 * no output) is left out and named.
 *
 * @throws VentralError naming the layer, where it is the only one, or the last one and none can be used
 */
export async function scoreLayers(
  { model, open, benchmark, choices, options = {}, reduce = (same) => same }: LayerScoring,
  context: RunContext,
): Promise<LayerScores> {
  const recordAlso = choices.filter((choice) => typeof choice === 'string');
  const scored: { readonly choice: LayerChoice; readonly score: Score }[] = [];
  const leftOut: string[] = [];
  for (const [index, layers] of choices.entries()) {
    const settings = { model, open, layers, recordAlso };
    try {
      const candidate = reduce(modelCandidate(settings, context));
      const which = `${nameOf(layers)} (layer ${index + 1} of ${choices.length})`;
      const ofLayer = choices.length === 1 ? context : labelled(context, which);
      scored.push({ choice: layers, score: await benchmark.score(candidate, ofLayer, options) });
    } catch (error) {
      if (!isVentralError(error, ...ofOneLayer)) throw error;
      leftOut.push(`Left out ${nameOf(layers)}: ${error.message}`);
      if (leftOut.length === choices.length) throw withLayer(error, layers);
    }
  }
  const best = scored.reduce((first, next) => {
    const gain = next.score.value - first.score.value;
    return (next.score.better === 'higher' ? gain : -gain) > 0 ? next : first;
  });
  return {
    scores: new Map(scored.map(({ choice, score }) => [nameOf(choice), score])),
    best: best.choice,
    bestScore: best.score,
    leftOut,
  };
}

// What may be the matter with one layer, while others can be scored.
const ofOneLayer = [
  'OPTION_INVALID',
  'LAYER_REQUIRED',
  'RESPONSES_INVALID',
  'SHAPE_MISMATCH',
  'NOT_CONVERGED',
  'TRAINING_DIVERGED',
] as const;

/** The error with the name of the layer, unless it is about what was asked for. */
function withLayer(error: VentralError, layers: LayerChoice): VentralError {
  const isOfOption = isVentralError(error, 'OPTION_INVALID', 'LAYER_REQUIRED');
  if (isOfOption || typeof layers !== 'string') return error;
  const { code, message, hint } = error;
  return new VentralError(code, `With the layer '${layers}': ${message}`, {
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}

function nameOf(choice: LayerChoice): string {
  return typeof choice === 'string' ? choice : 'regions';
}
