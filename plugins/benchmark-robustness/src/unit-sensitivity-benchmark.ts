import { createAssembly, type FeatureMatrix, type StimulusSet } from '@ventral/arrays';
import { pixelsOf, unitSensitivity } from '@ventral/attacks';
import {
  type Benchmark,
  type Candidate,
  defineBenchmark,
  type Metric,
  oncePerRun,
  type RunContext,
  throwIfInterrupted,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { RandomState, standardDeviation } from '@ventral/numerics';
import type { ImagesDescription } from './images-description.ts';
import { sensitivity } from './sensitivity.ts';

/** What a benchmark of units is made of. */
export interface UnitSensitivityDescription extends ImagesDescription {
  /**
   * The largest perturbation, L2, in pixels 0..1.
   * @default 0.5
   */
  readonly epsilon?: number;
}

const attackedImages = 10;
const attackedUnits = 24;
// Of these images, how much a unit's responses vary.
const mostImages = 200;
const steps = 20;

/**
 * How far units of a layer can be moved: 24 units, drawn by the seed among those whose responses vary, each
 * attacked up and down on the first ten images (projected gradient descent, L2, 20 steps, from a random place
 * within reach, so that silent units can be moved as well). In standard deviations of a unit's responses to the
 * first 200 images. Lower is better: a unit that noise cannot move.
 *
 * Reference: Guo et al. (2022), https://doi.org/10.48550/arXiv.2206.11228, of which the protocol here is a
 * reading: the paper attacks at 224 pixels.
 */
export function unitSensitivityBenchmark({
  dataset,
  part,
  name = [dataset.id, part].filter(Boolean).join('.'),
  called = name,
  epsilon = 0.5,
}: UnitSensitivityDescription): Benchmark {
  const imagesOf = oncePerRun((context) => dataset.load(context, part));
  return defineBenchmark({
    id: `UnitSensitivity.${name}`,
    title: `How far units can be moved on ${called}, L2`,
    dataset,
    ...(part !== undefined && { part }),
    metric: sensitivity,
    region: 'behavior',
    async score(candidate, context, { metric = sensitivity, metricOptions = {} } = {}) {
      const { stimuli } = await imagesOf(context);
      const some = firstStimuli(stimuli, mostImages);
      const features = await candidate.record(some, 'behavior');
      const units = await varyingUnits(features, context);
      const shown = some.stimuli.slice(0, attackedImages);
      const changes = new Float64Array(shown.length * units.length);
      for (const [place, { unit, deviation }] of units.entries()) {
        throwIfInterrupted(context.signal, `after ${place} of ${units.length} units`);
        const found = await changesOf(candidate, unit, shown, epsilon, context);
        for (const [row, change] of found.entries()) {
          changes[row * units.length + place] = change / deviation;
        }
        const progress = { task: 'Attacking units', done: place + 1, total: units.length };
        context.report({ ...progress, unit: 'features' });
      }
      const target = createAssembly({
        dims: ['presentation', 'neuroid'],
        shape: [shown.length, units.length],
        values: changes,
        coords: {
          stimulus_id: { dim: 'presentation', values: shown.map(({ id }) => id) },
          neuroid_id: { dim: 'neuroid', values: units.map(({ unit }) => String(unit)) },
        },
      });
      const used = metric as Metric<object, 'none'>;
      const score = await used.compare(undefined, target, metricOptions, context);
      const facts = { norm: 'l2', epsilon, steps, units: units.map(({ unit }) => unit) };
      return { ...score, extras: { ...score.extras, unitSensitivity: facts } };
    },
  });
}

function firstStimuli(set: StimulusSet, most: number): StimulusSet {
  const { stimuli, columns: _, ...rest } = set;
  if (stimuli.length <= most) return { ...rest, stimuli };
  return { ...rest, digest: `${set.digest} first ${most}`, stimuli: stimuli.slice(0, most) };
}

/** Units drawn by the seed, with how much they vary over images. */
async function varyingUnits(features: FeatureMatrix, { seed }: RunContext) {
  const order = new RandomState(seed).permutation(features.featureCount);
  const units: { readonly unit: number; readonly deviation: number }[] = [];
  for (const unit of order) {
    const deviation = standardDeviation(Array.from(await features.readColumns(unit, unit + 1)));
    if (deviation > 0) units.push({ unit, deviation });
    if (units.length === attackedUnits) break;
  }
  if (units.length > 0) return units;
  throw new VentralError('RESPONSES_INVALID', 'No unit of the layer varies over the images.', {
    hint: 'Name another layer with --layer: this one is silent.',
  });
}

/** The largest change of a unit's response to each image. */
async function changesOf(
  candidate: Candidate,
  unit: number,
  shown: StimulusSet['stimuli'],
  epsilon: number,
  { seed }: RunContext,
): Promise<Float64Array> {
  if (candidate.openUnit === undefined) {
    throw new VentralError('GRADIENT_UNAVAILABLE', `${candidate.id} cannot be differentiated.`, {
      hint: 'Score an ONNX network: features from a file have no units that could be attacked.',
    });
  }
  await using gradient = await candidate.openUnit('behavior', unit);
  const seen = await Promise.all(
    shown.map(async (stimulus) => gradient.fit(await stimulus.load())),
  );
  const rows = seen.map((_, row) => row);
  const options = { norm: 'l2', epsilon, steps, start: { seed } } as const;
  return (await unitSensitivity(gradient, pixelsOf(seen), rows, options)).sensitivity;
}
