import { defineMetric } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { readProbabilities, wholeResponses } from './probabilities.ts';
import { responsesInTrials } from './response-matrix.ts';
import { readTrials } from './trials.ts';

/** One image with one alternative, and how often either chooses rightly. */
export interface ComparedChoice {
  readonly image: string;
  readonly object: string;
  readonly alternative: string;
  /** Share of right choices, in [0, 1]. */
  readonly model: number;
  readonly people: number;
}

/** What {@link choiceAlignment} says beside its score; shares of all cells. */
export interface ChoiceAlignment {
  readonly cells: number;
  readonly tolerance: number;
  readonly aligned: number;
  readonly easierForPeople: number;
  readonly easierForModel: number;
  /** Those that differ most, either way. */
  readonly mostForPeople: readonly ComparedChoice[];
  readonly mostForModel: readonly ComparedChoice[];
}

/**
 * For how many images, each with each alternative, a model is right about as often as people are: the share
 * of these cells in which the two rates differ by no more than a tolerance. What is easier for people and
 * what is easier for the model, and the cells that differ most, are in its extras.
 *
 * The source gives probabilities and the target trials, as those of `i2n`. People's rates are those of all
 * their trials; a model chooses the image's object t over c with probability `p(t) / (p(t) + p(c))`. Cells
 * without a trial are left out.
 *
 * Reference: Schrimpf, Kubilius et al. (2018), https://doi.org/10.1101/407007, who do not print their
 * tolerance
 */
export const choiceAlignment = defineMetric({
  id: 'choice_alignment',
  title: 'Share of images and alternatives that are as easy as for people',
  citation:
    'Schrimpf, Kubilius et al. (2018), Brain-Score: Which artificial neural network for object ' +
    'recognition is most brain-like? https://doi.org/10.1101/407007',
  source: 'probabilities',
  better: 'higher',
  options: v.object({
    tolerance: v.optional(
      v.pipe(
        v.number(),
        v.minValue(0),
        v.maxValue(1),
        v.description('Largest difference of the share of right choices that counts as none.'),
      ),
      0.1,
    ),
    listed: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(0),
        v.maxValue(1000),
        v.description('How many of the cells that differ most are listed, either way.'),
      ),
      10,
    ),
  }),
  compareTarget(source, target, { tolerance, listed }) {
    const trials = readTrials(target);
    const people = responsesInTrials(trials, trials.imageOf.keys());
    const model = wholeResponses(readProbabilities(source, trials), trials);
    const { images, objects, truthOf } = trials;
    const compared = Array.from(people.values, (missed, cell): ComparedChoice => {
      const image = Math.floor(cell / objects.length);
      return {
        image: images[image] as string,
        object: objects[truthOf[image] as number] as string,
        alternative: objects[cell % objects.length] as string,
        model: 1 - (model.values[cell] as number),
        people: 1 - missed,
      };
    }).filter((one) => Number.isFinite(one.model) && Number.isFinite(one.people));
    if (compared.length === 0) throw nothingCompared();
    const sorted = compared.sort((a, b) => leadOf(a) - leadOf(b));
    const share = (holds: (lead: number) => boolean) =>
      sorted.filter((one) => holds(leadOf(one))).length / sorted.length;
    const alignment: ChoiceAlignment = {
      cells: sorted.length,
      tolerance,
      aligned: share((lead) => Math.abs(lead) <= tolerance),
      easierForPeople: share((lead) => lead < -tolerance),
      easierForModel: share((lead) => lead > tolerance),
      mostForPeople: sorted.slice(0, listed).filter((one) => leadOf(one) < 0),
      mostForModel: sorted
        .toReversed()
        .slice(0, listed)
        .filter((one) => leadOf(one) > 0),
    };
    return { value: alignment.aligned, extras: { ...alignment } };
  },
});

/** By how much the model is right more often than people. */
function leadOf({ model, people }: ComparedChoice): number {
  return model - people;
}

function nothingCompared(): VentralError {
  return new VentralError(
    'RESPONSES_INVALID',
    'For no image and alternative is it known how often both people and the model choose rightly.',
    { hint: 'Check that probabilities are not all zero.' },
  );
}
