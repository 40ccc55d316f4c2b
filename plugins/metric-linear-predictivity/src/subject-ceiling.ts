import {
  type Assembly,
  coordinate,
  featureMatrix,
  readPredictableResponses,
  selectAlong,
} from '@ventral/arrays';
import { defineMetric, type Evidence, type MetricRun } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import {
  median,
  pearsonColumns,
  preparePredictors,
  selectRows,
  sortedUnique,
} from '@ventral/numerics';
import * as v from 'valibot';
import { testPredictions } from './cross-validation.ts';
import { extrapolateSubjects, type SubjectValues } from './fit-saturation.ts';
import { chosenRidge, leastSquares, type TextFit } from './text-fits.ts';
import { splitTexts, textValidation } from './text-splits.ts';

const options = v.object({
  ...textValidation.entries,
  subjects: v.optional(
    v.pipe(v.string(), v.description('Label of the neuroids that says whose they are.')),
    'subject',
  ),
});

// Of all subsets of subjects; with more of them nobody would wait.
const mostSubjects = 10;

/**
 * The ceiling of {@link linearPearsonr} and {@link ridgePearsonr}: how well neuroids of one subject are predicted
 * from those of others, by the same regression on the same splits, extrapolated to infinitely many subjects.
 *
 * Method: within every subset of two or more subjects each is predicted from the others; for each neuroid, the
 * correlations over subsets and splits are extrapolated ({@link extrapolateSubjects}); the ceiling is the median
 * over neuroids.
 * Reference: Schrimpf et al. (2021), https://doi.org/10.1073/pnas.2105646118, SI
 */
function defineSubjectCeiling(id: string, regression: string, regress: TextFit) {
  return defineMetric({
    id,
    title: `${regression} from subject to subject, extrapolated to infinitely many`,
    citation:
      'Schrimpf et al. (2021), The neural architecture of language: Integrative modeling converges on ' +
      'predictive processing, PNAS. https://doi.org/10.1073/pnas.2105646118',
    better: 'higher',
    source: 'none',
    options,
    compareTarget: (_, target, asked, run) => extrapolate(regress, target, asked, run),
  });
}

/** Ceiling of {@link linearPearsonr}. */
export const linearPearsonrCeiling = defineSubjectCeiling(
  'linear_pearsonr_ceiling',
  'Linear regression',
  leastSquares,
);

/** Ceiling of {@link ridgePearsonr}. */
export const ridgePearsonrCeiling = defineSubjectCeiling(
  'ridge_pearsonr_ceiling',
  'Ridge regression',
  chosenRidge,
);

async function extrapolate(
  regress: TextFit,
  target: Assembly,
  { subjects: label, ...splitting }: v.InferOutput<typeof options>,
  run: MetricRun,
): Promise<Evidence> {
  const owners = ownersOf(target, label);
  const subjects = sortedUnique(owners);
  const { splits, notes } = splitTexts(readPredictableResponses(target), splitting, run.seed);
  const subsets = subsetsOf(subjects);
  // Of each neuroid, its correlations by the number of subjects.
  const found = owners.map(() => new Map<number, number[]>());
  const neuroidsOf = (names: ReadonlySet<string>) =>
    owners.flatMap((owner, neuroid) => (names.has(owner) ? [neuroid] : []));
  for await (const subset of run.each(subsets, 'Predicting subjects from others', 'parts')) {
    for (const subject of subset) {
      const others = new Set(subset.filter((other) => other !== subject));
      const pool = readPredictableResponses(selectAlong(target, 'neuroid', neuroidsOf(others)));
      const own = neuroidsOf(new Set([subject]));
      const measured = readPredictableResponses(selectAlong(target, 'neuroid', own));
      const predictors = await preparePredictors(featureMatrix(pool.values, pool.stimulusIds));
      const { predictions } = await regress(predictors, measured, splits, { signal: run.signal });
      for (const { stimuli, values } of testPredictions(predictions, measured, splits)) {
        const correlations = pearsonColumns(values, selectRows(measured, stimuli));
        for (const [column, r] of correlations.entries()) {
          if (!Number.isFinite(r)) continue;
          const ofNeuroid = found[own[measured.neuroidIndices[column]!]!]!;
          const known = ofNeuroid.get(subset.length) ?? [];
          known.push(r);
          ofNeuroid.set(subset.length, known);
        }
      }
    }
  }
  const perNeuroid = found.map((ofNeuroid) => {
    const measured = [...ofNeuroid].map(
      ([count, values]): SubjectValues => ({ subjects: count, values }),
    );
    return measured.length < 2 ? Number.NaN : extrapolateSubjects(measured);
  });
  const known = perNeuroid.filter(Number.isFinite);
  return {
    value: known.length === 0 ? Number.NaN : median(known),
    perNeuroid,
    resampling: 'It is extrapolated from subjects to infinitely many, and has no draws of stimuli.',
    notes: [`The ceiling is extrapolated from ${subjects.length} subjects.`, ...notes],
  };
}

function ownersOf(target: Assembly, label: string): readonly string[] {
  const owners =
    target.coords[label]?.dim === 'neuroid' ? coordinate(target, label).map(String) : [];
  const count = new Set(owners).size;
  if (count >= 3 && count <= mostSubjects) return owners;
  throw new VentralError(
    'RESPONSES_INVALID',
    `A ceiling cannot be extrapolated over ${count} subjects, as '${label}' labels the neuroids.`,
    { hint: `It takes 3 to ${mostSubjects}: every subset of them is predicted.` },
  );
}

/** Of two or more, the fewest first, and those of the first items before others. */
function subsetsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const [most, last] = [2 ** items.length - 1, items.length - 1];
  const subsets = Array.from({ length: most }, (_, index) =>
    items.filter((__, place) => ((most - index) >> (last - place)) & 1),
  );
  return subsets.filter(({ length }) => length >= 2).sort((a, b) => a.length - b.length);
}
