import { defineMetric, type Evidence, type MetricRun, type MetricSources } from '@ventral/core';
import { mean } from '@ventral/numerics';
import * as v from 'valibot';
import { type PredictedChoices, predictChoices } from './predicted-choices.ts';
import { countedTrialMean, resampleJudgements } from './resample-judgements.ts';
import { similaritiesWithout, similarityNames } from './similarities.ts';
import { aboveChance, type Judgements, readJudgements } from './triplets.ts';

const citation =
  'Hebart, M. N., Zheng, C. Y., Pereira, F. & Baker, C. I. (2020). Revealing the multidimensional mental ' +
  'representations of natural objects underlying human similarity judgements. Nature Human Behaviour, 4, ' +
  '1173-1185. https://doi.org/10.1038/s41562-020-00951-3';

const options = v.object({
  similarity: v.optional(
    v.pipe(
      v.picklist(similarityNames),
      v.description(
        'How alike two objects are: dot product of their features, cosine, or minus the Euclidean distance.',
      ),
    ),
    'dot',
  ),
  temperature: v.optional(
    v.pipe(
      v.number(),
      v.gtValue(0),
      v.description(
        'What similarities are divided by before they make probabilities; accuracy does not depend on it.',
      ),
    ),
    1,
  ),
});

type Options = v.InferOutput<typeof options>;

/**
 * Whether features say which of three objects people find the odd one: the share of trials in which it is the
 * object without which the others are most alike, above chance, `(accuracy - 1/3) / (1 - 1/3)`. 0 is chance, 1 is
 * right each time. Objects that tie share the answer.
 *
 * The source holds features of every object that was judged, and may hold others. The target holds choices:
 * `presentation` with the coordinates `object1`, `object2`, `object3` and `subject`, and as values 1, 2 or 3, the
 * one of them that was chosen. Drawn again are triplets and subjects. Beside the score, its extras hold the plain
 * `accuracy`, over trials and averaged over triplets, and the mean log-probability of the choices (nats) and mean
 * probability by `softmax(similarity / temperature)`.
 *
 * Reference: Hebart, Zheng, Pereira & Baker (2020), doi:10.1038/s41562-020-00951-3
 */
export const oddOneOut = defineMetric({
  id: 'odd_one_out',
  title: 'Share of choices of the odd one of three that features predict, above chance',
  citation,
  source: 'features',
  better: 'higher',
  options,
  async compareTarget(source, target, chosen, run) {
    const judged = await judge(source, readJudgements(target), chosen, run);
    const value = countedTrialMean(judged.judgements, judged.right);
    return {
      ...judged.evidence,
      value: aboveChance(mean(judged.right)),
      resampling: resampleJudgements(judged.judgements, (triplets, subjects) =>
        aboveChance(value(triplets, subjects)),
      ),
    };
  },
});

/**
 * How likely people's choices of the odd one of three are by features: the mean log-probability, in nats, by
 * `softmax(similarity / temperature)` over the three pairs; guessing has `-ln 3`, about -1.0986.
 *
 * Source, target, options, extras and draws are those of {@link oddOneOut}.
 */
export const oddOneOutLogLikelihood = defineMetric({
  id: 'odd_one_out_log_likelihood',
  title: 'Mean log-probability of choices of the odd one of three by features (nats)',
  citation,
  source: 'features',
  better: 'higher',
  unit: 'nats a choice',
  options,
  async compareTarget(source, target, chosen, run) {
    const judged = await judge(source, readJudgements(target), chosen, run);
    return {
      ...judged.evidence,
      value: mean(judged.logProbability),
      resampling: resampleJudgements(
        judged.judgements,
        countedTrialMean(judged.judgements, judged.logProbability),
      ),
    };
  },
});

interface Judged {
  readonly judgements: Judgements;
  /** Of each trial, the share of the prediction that the choice got. */
  readonly right: Float64Array;
  /** Of each trial, in nats. */
  readonly logProbability: Float64Array;
  readonly evidence: Pick<Evidence, 'extras' | 'notes'>;
}

async function judge(
  source: MetricSources['features'],
  judgements: Judgements,
  { similarity, temperature }: Options,
  run: MetricRun,
): Promise<Judged> {
  const { triplets, triplet, odd } = judgements;
  const similarities = await similaritiesWithout(source, triplets, similarity, run);
  const predicted = predictChoices(similarities, temperature);
  const ofChoice = (values: Float64Array) =>
    Float64Array.from(odd, (object, trial) => values[3 * triplet[trial]! + object]!);
  const right = ofChoice(predicted.shares);
  const logProbability = ofChoice(predicted.logProbabilities);
  return {
    judgements,
    right,
    logProbability,
    evidence: {
      extras: {
        accuracy: mean(right),
        accuracyOverTriplets: meanOverTriplets(judgements, right),
        meanLogProbability: mean(logProbability),
        meanProbability: mean(logProbability.map(Math.exp)),
        trials: odd.length,
        triplets: triplets.length,
        ties: predicted.ties,
      },
      notes: [
        `${(100 * mean(right)).toFixed(1)} % of ${odd.length} choices are predicted (chance: 33.3 %); their mean ` +
          `log-probability is ${mean(logProbability).toFixed(3)} nats at the temperature ${temperature}.`,
        ...tieNotes(predicted, triplets.length),
      ],
    },
  };
}

function tieNotes({ ties }: PredictedChoices, triplets: number): readonly string[] {
  if (ties === 0) return [];
  return [
    `In ${ties} of ${triplets} triplets several pairs are equally alike: each is taken as right in its share.`,
  ];
}

/** The mean of each triplet's mean, however many trials it has. */
function meanOverTriplets({ triplets, triplet }: Judgements, values: Float64Array): number {
  const [sums, counts] = [new Float64Array(triplets.length), new Float64Array(triplets.length)];
  for (let trial = 0; trial < values.length; trial++) {
    sums[triplet[trial]!]! += values[trial]!;
    counts[triplet[trial]!]! += 1;
  }
  return mean(sums.map((sum, index) => sum / counts[index]!));
}
