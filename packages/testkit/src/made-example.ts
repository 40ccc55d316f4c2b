import { type Assembly, createAssembly, featureMatrix } from '@ventral/arrays';
import type { MetricSources } from '@ventral/core';
import { madeValues } from './made-values.ts';

/** Something a metric can compare. */
export interface MetricExample {
  readonly source: MetricSources[keyof MetricSources];
  readonly target: Assembly;
}

const stimuli = 60;
const neuroids = 30;
const repetitions = 4;
const causes = 4;
const stimulusIds = Array.from({ length: stimuli }, (_, index) => `stimulus ${index}`);

// Few causes behind all responses, as in recordings, and a little noise of each neuroid's own.
const responses: Float64Array = (() => {
  const strengths = madeValues(stimuli * causes, 1000);
  const weights = madeValues(causes * neuroids, 2000);
  const noise = madeValues(stimuli * neuroids, 3000);
  return noise.map((value, cell) => {
    const [stimulus, neuroid] = [Math.floor(cell / neuroids), cell % neuroids];
    let sum = 0.05 * value;
    for (let cause = 0; cause < causes; cause++) {
      sum += strengths[stimulus * causes + cause]! * weights[cause * neuroids + neuroid]!;
    }
    return sum;
  });
})();

/**
 * Recordings of 60 made-up stimuli by 30 neuroids, with the labels that metrics split by
 * (`object_name`, `partition`), and features that are related to them, or are the recordings.
 */
export function featuresExample(kind: 'related' | 'identical'): MetricExample {
  const count = 40;
  const related = madeValues(stimuli * count).map((value, cell) => {
    const [stimulus, feature] = [Math.floor(cell / count), cell % count];
    return value + 2 * responses[stimulus * neuroids + (feature % neuroids)]!;
  });
  const values = kind === 'identical' ? responses : related;
  return {
    source: featureMatrix(values, stimulusIds),
    target: recordings(responses, stimulusIds, {
      object_name: stimulusIds.map((_, index) => `object ${index % 6}`),
      partition: stimulusIds.map((_, index) => (index % 4 === 0 ? 'test' : 'train')),
    }),
  };
}

/** Four trials of each stimulus: noisy ones, or ones that repeat exactly. */
export function trialsExample(kind: 'noisy' | 'identical'): MetricExample {
  const presented = Array.from({ length: repetitions }, () => stimulusIds).flat();
  const noise = madeValues(presented.length * neuroids, 5000);
  const values = noise.map(
    (value, cell) => responses[cell % responses.length]! + (kind === 'identical' ? 0 : 0.5 * value),
  );
  const repetition = presented.map((_, index) => Math.floor(index / stimuli));
  return { source: undefined, target: recordings(values, presented, { repetition }) };
}

function recordings(
  values: Float64Array,
  stimulusId: readonly string[],
  labels: Readonly<Record<string, readonly (string | number)[]>>,
): Assembly {
  const neuroidIds = Array.from({ length: neuroids }, (_, index) => `neuroid ${index}`);
  const coords = Object.entries({ stimulus_id: stimulusId, ...labels }).map(
    ([name, presentation]) => [name, { dim: 'presentation', values: presentation }] as const,
  );
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [stimulusId.length, neuroids],
    values: values.slice(),
    coords: { ...Object.fromEntries(coords), neuroid_id: { dim: 'neuroid', values: neuroidIds } },
  });
}
