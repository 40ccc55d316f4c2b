import { type Benchmark, defineBenchmark, oncePerRun } from '@ventral/core';
import { rajalingham2018 } from '@ventral/dataset-rajalingham-2018';
import { type BehavioralOptions, i2n } from '@ventral/metric-i2n';
import { degrees, region } from './read-out.ts';
import { type Conditions, scoreChoices } from './score-choices.ts';

interface ChoiceBenchmarkDescription extends Conditions {
  readonly id: string;
  /** Part of the data set. */
  readonly part: 'public' | 'private';
  /** What a reader of a score should know. */
  readonly notes?: readonly string[];
}

/**
 * How alike the choices of a model and of people are, image by image: on the private images, which
 * is Brain-Score's benchmark of behaviour, and on the public ones.
 */
export const benchmarks: readonly Benchmark[] = [
  choiceBenchmark({
    id: 'Rajalingham2018public-i2n',
    part: 'public',
    ceilingSkipsUndefined: true,
    notes: ['The readout was fitted on the very images that it was tested on.'],
  }),
  choiceBenchmark({ id: 'Rajalingham2018-i2n', part: 'private', ceilingSkipsUndefined: false }),
];

function choiceBenchmark({ id, part, notes = [], ...conditions }: ChoiceBenchmarkDescription) {
  const behaviourOf = oncePerRun((context) => rajalingham2018.load(context, part));
  return defineBenchmark({
    id,
    title: `Human choices between objects, image by image, on ${part} images (i2n)`,
    scoreVersion: 2,
    ...(rajalingham2018.citation === undefined ? {} : { citation: rajalingham2018.citation }),
    ...(rajalingham2018.licence === undefined ? {} : { licence: rajalingham2018.licence }),
    species: rajalingham2018.species,
    region,
    degrees,
    dataset: rajalingham2018,
    metric: i2n,
    files: rajalingham2018.filesOf?.(part) ?? [],
    async score(candidate, context, { metricOptions = {} } = {}) {
      const behaviour = await behaviourOf(context);
      // Checked by the metric.
      const options = metricOptions as Partial<BehavioralOptions>;
      const score = await scoreChoices(candidate, behaviour, conditions, context, options);
      const all = [...(score.notes ?? []), ...notes];
      return all.length === 0 ? score : { ...score, notes: all };
    },
  });
}
