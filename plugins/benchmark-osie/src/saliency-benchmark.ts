import type { FeatureMatrix } from '@ventral/arrays';
import {
  applyCeiling,
  type Benchmark,
  type Candidate,
  ceiledUncertainty,
  defineBenchmark,
  type Metric,
  oncePerRun,
  type RunContext,
  type Score,
  type SeenPart,
} from '@ventral/core';
import { type OsieData, osie } from '@ventral/dataset-osie';
import { VentralError } from '@ventral/errors';
import { saliencyAlignment, saliencyConsistency } from '@ventral/metric-saliency-alignment';
import { importanceMaps } from './importance-maps.ts';
import { placesSeen } from './places-seen.ts';

// The authors' Gaussian, in pixels of their images: about a degree.
const sigmaPixels = 24;
// Of the maps that halves of people are compared on.
const ceilingColumns = 80;
const whole: SeenPart = { left: 0, top: 0, width: 1, height: 1 };

/**
 * Whether the pixels that a network decides by are where people look, as Fel et al. (2022) ask it: the importance of
 * a pixel is the largest absolute slope of the network's highest class score by its colours, and is compared with a
 * map of where people looked, rank by rank. The value is this, over the reliability of people's maps.
 *
 * Images fill the network's input by its own preprocessing; where that cuts off their edges, people's maps are cut
 * alike. Maps that were made elsewhere can be scored as features, one row an image: of whole images, row by row, as
 * high as wide or as images are (4 : 3).
 */
export function saliencyBenchmark({
  part,
  ...described
}: {
  readonly id: string;
  readonly title: string;
  readonly part: string;
}): Benchmark {
  const dataOf = oncePerRun((context) => osie.load(context, part));
  // Networks that see the same part of the images share it.
  const ceilingsOf = oncePerRun(async () => new Map<string, Promise<Score>>());
  return defineBenchmark({
    ...described,
    dataset: osie,
    part,
    metric: saliencyAlignment as Metric<object, 'features'>,
    region: 'behavior',
    reads: 'classes',
    async score(candidate, context, { metric: asked, metricOptions = {} } = {}) {
      const data = await dataOf(context);
      const { maps, columns, seen } = await mapsOf(candidate, data, context);
      const places = placesSeen(data.trials, data.stimuli, seen);
      const [width, height] = firstSize(data);
      const shown = {
        sigma: sigmaPixels / (seen.width * width),
        aspect: (seen.width * width) / (seen.height * height),
      };
      // One that compares something else has been refused.
      const metric = (asked ?? saliencyAlignment) as Metric<object, 'features'>;
      // What the maps show belongs to the benchmark's own metric, and so does the ceiling.
      if (metric.id !== saliencyAlignment.id) {
        return metric.compare(maps, places, metricOptions, context);
      }
      const options = { columns, ...shown, ...metricOptions };
      const score = await metric.compare(maps, places, options, context);
      const rows = Math.max(2, Math.round(ceilingColumns / shown.aspect));
      const ofPeople = { columns: ceilingColumns, rows, ...shown };
      const ceilings = await ceilingsOf(context);
      const key = JSON.stringify([seen, context.withUncertainty]);
      const ceiling =
        ceilings.get(key) ?? saliencyConsistency.compare(undefined, places, ofPeople, context);
      ceilings.set(key, ceiling);
      const best = await ceiling;
      const ceiled = { ...score, ...applyCeiling(score.raw, best, 'r/c') };
      return {
        ...ceiled,
        ...ceiledUncertainty(ceiled, score.uncertainty, best.uncertainty),
        notes: [...(score.notes ?? []), ...(best.notes ?? []), baselineNote(score)],
      };
    },
  });
}

interface Maps {
  readonly maps: FeatureMatrix;
  readonly columns: number;
  readonly seen: SeenPart;
}

async function mapsOf(candidate: Candidate, data: OsieData, context: RunContext): Promise<Maps> {
  const [width, height] = firstSize(data);
  if (candidate.openClassifier === undefined) {
    const maps = await candidate.record(data.stimuli, 'behavior');
    return { maps, columns: columnsOf(maps, width / height), seen: whole };
  }
  await using classifier = await candidate.openClassifier();
  const maps = await importanceMaps(classifier, data.stimuli, context);
  return { maps, columns: classifier.size.width, seen: classifier.seenPart({ width, height }) };
}

/** All images of OSIE have one size. */
function firstSize({ stimuli: { columns } }: OsieData): readonly [width: number, height: number] {
  return [columns?.width?.[0] as number, columns?.height?.[0] as number];
}

/** Cells of a row of maps that were made elsewhere. */
function columnsOf({ featureCount }: FeatureMatrix, aspect: number): number {
  for (const shape of [aspect, 1]) {
    const columns = Math.round(Math.sqrt(featureCount * shape));
    const rows = featureCount / columns;
    if (columns > 1 && Number.isInteger(rows) && Math.abs(columns / rows - shape) < 1e-9) {
      return columns;
    }
  }
  throw new VentralError(
    'SHAPE_MISMATCH',
    `${featureCount} features are no map of an image: neither 4 : 3 nor as high as wide.`,
    { hint: 'Give maps of whole images, row by row, such as 200 x 150 (30,000 values).' },
  );
}

function baselineNote({ extras }: Score): string {
  const found = extras?.[saliencyAlignment.id] as Record<string, { spearman: number | null }>;
  const [model, centre, others] = ['model', 'centre', 'otherImages'].map((name) =>
    (found[name]?.spearman ?? Number.NaN).toFixed(3),
  );
  return (
    `Rank correlation with people's maps: ${model}; of a Gaussian in the centre ${centre}, of people's mean map ` +
    `on the other images ${others}.`
  );
}
