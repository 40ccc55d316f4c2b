import {
  type Assembly,
  createAssembly,
  type FeatureMatrix,
  featureMatrix,
  type StimulusSet,
} from '@ventral/arrays';
import type { RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { cachedFeatures, type FrontEnd } from './cached-features.ts';
import { choiceCeiling } from './choice-ceiling.ts';
import { choose, hitRates } from './choose.ts';
import type { GeneratingFeatures } from './generating-features.ts';
import { renderScenes } from './image-cache.ts';
import { type NeuralCeiling, neuralCeiling } from './neural-ceiling.ts';
import { observe, probabilitiesOf } from './observers.ts';
import { labelScenes, labelSites, type Recorded, recordSites } from './record-sites.ts';
import { recordStream, type VentralStream } from './record-stream.ts';
import { recurrentFeatures } from './recurrent-features.ts';
import { regionFeatures } from './region-features.ts';
import { requireSettings } from './require-settings.ts';
import { drawScenes } from './scene.ts';
import { drawSite, type Region, ratesOf } from './sites.ts';
import { stimuliOf } from './stimuli-of.ts';

/** What is simulated; each a whole number. */
export interface VentralSimulationSettings {
  /**
   * Seed of images, embedding and observers, from 0 to 2^32 - 1.
   * @default 1
   */
  readonly seed?: number;
  /**
   * Images of each of the 64 objects, for recordings; those of fewer are the first of more.
   * @default 20
   */
  readonly images?: number;
  /**
   * Images of each of the 24 objects that are chosen between, to fit a readout on.
   * @default 20
   */
  readonly fittingImages?: number;
  /**
   * Images of each of the 24 objects on which choices are made, at least 2.
   * @default 10
   */
  readonly choiceImages?: number;
}

/** What is recorded from simulated sites. */
export interface RecordingSettings {
  readonly region: Region;
  /** @default 88 for V4, 168 for IT, 102 for V1 */
  readonly sites?: number;
  /**
   * Images that are shown, as indices; in this order are the rows of what is recorded.
   * @default all
   */
  readonly shown?: readonly number[];
  /**
   * Presentations of each image, at least 2.
   * @default 50
   */
  readonly repeats?: number;
  /**
   * Factor of the variance of single trials, from 0.
   * @default 1
   */
  readonly noise?: number;
  /**
   * Seed of the sites.
   * @default the seed of the simulation
   */
  readonly seed?: number;
  /**
   * Seed of the noise.
   * @default the seed of the sites
   */
  readonly noiseSeed?: number;
}

/** What is recorded over time from simulated sites: the first of those of other recordings. */
export interface StreamSettings extends Omit<RecordingSettings, 'noise'> {
  /** @default 60 */
  readonly sites?: number;
}

/** How many choices are drawn. */
export interface ChoiceSettings {
  /**
   * Trials of each image with each other object, at least 2.
   * @default 60
   */
  readonly trials?: number;
  /**
   * Seed of the choices.
   * @default the seed of the simulation
   */
  readonly seed?: number;
}

/** What generated recordings. */
export interface NeuralTruth extends NeuralCeiling {
  /** Rates without noise in spikes a second, `presentation x neuroid`, as the recordings. */
  readonly responses: Assembly;
  /** The features of which the rates are weighted sums: 1,440 of V1, 288 of V4, 136 of IT. */
  readonly features: FeatureMatrix;
}

/** Simulated recordings and what generated them. */
export interface VentralRecordings extends Recorded {
  readonly truth: NeuralTruth;
}

/** What generated choices. */
export interface ChoiceTruth {
  /**
   * Probability of each object for each image, `presentation x choice`, as the metric i2n takes them:
   * of two objects, each is chosen in proportion to it.
   */
  readonly probabilities: Assembly;
  /** Agreement of two halves of the trials in i2n, on average. */
  readonly ceiling: number;
  /** What generated the probabilities, for the images of choices and to fit on: 24 logits. */
  readonly features: FeatureMatrix;
  readonly fittingFeatures: FeatureMatrix;
}

/** Simulated choices, in the form of those of Rajalingham2018, and what generated them. */
export interface SimulatedChoices {
  readonly stimuli: StimulusSet;
  readonly trials: Assembly;
  readonly fittingStimuli: StimulusSet;
  readonly fittingLabels: readonly string[];
  readonly truth: ChoiceTruth;
}

/** Images whose recordings and choices can be drawn, again and again. */
export interface VentralSimulation {
  /** The images for recordings. */
  readonly stimuli: StimulusSet;
  /** Draws sites and records them; renders nothing. */
  record(settings: RecordingSettings): Promise<VentralRecordings>;
  /** Draws sites and records them in time bins; renders nothing. */
  recordOverTime(settings: StreamSettings): Promise<VentralStream>;
  /** Draws choices; renders their images where that has not been done yet. */
  choose(settings?: ChoiceSettings): Promise<SimulatedChoices>;
}

/** Of the images where nothing else is said: their seed, and how many there are of each object. */
export const defaultImages = { seed: 1, perObject: 20 } as const;

/** Of choices where nothing else is said: images of each object, and trials of each alternative. */
export const defaultChoices = { images: 10, trials: 60 } as const;

/**
 * Sites that are recorded where nothing else is said: as many as in Majaj, Hong et al. (2015), in V1 as in
 * Freeman, Ziemba et al. (2013). Audits take the first region unless told otherwise.
 */
export const defaultSites: Readonly<Record<Region, number>> = { V4: 88, IT: 168, V1: 102 };

/**
 * Simulates images of objects, the V1, V4 and IT sites of a ventral stream that sees them, and observers
 * who choose between them. The same settings give the same numbers.
 *
 * Images and their features are kept in the cache: recordings of other sites, noise, repeats, or fewer
 * images need no rendering.
 *
 * @throws VentralError `OPTION_INVALID` for a setting out of range
 * @throws VentralError `INTERRUPTED` soon after the signal aborts; what is rendered is kept
 *
 * @example
 * const simulation = await simulateVentral({ images: 4 }, createRunContext());
 * const { recordings, trials, truth } = await simulation.record({ region: 'IT', repeats: 10 });
 */
export async function simulateVentral(
  settings: VentralSimulationSettings,
  context: RunContext,
): Promise<VentralSimulation> {
  const { seed = defaultImages.seed, images: perObject = defaultImages.perObject } = settings;
  const { fittingImages = 20, choiceImages = defaultChoices.images } = settings;
  requireSettings({
    seed,
    images: [perObject, 1],
    fittingImages: [fittingImages, 1],
    choiceImages: [choiceImages, 2],
  });
  const scenes = drawScenes(seed, 'neural', perObject);
  const images = await renderScenes(seed, scenes, context);
  const described = new Map<FrontEnd, Promise<Float32Array>>();
  const regions = new Map<Region, Promise<GeneratingFeatures>>();

  function describe(frontEnd: FrontEnd): Promise<Float32Array> {
    const values =
      described.get(frontEnd) ?? cachedFeatures(frontEnd, images, scenes.length, context);
    described.set(frontEnd, values);
    return values;
  }

  function featuresOf(region: Region): Promise<GeneratingFeatures> {
    const features = regions.get(region) ?? regionFeatures(region, seed, scenes, describe);
    regions.set(region, features);
    return features;
  }

  return Object.freeze({
    stimuli: stimuliOf(`SimulatedVentral.${seed}`, scenes, images),

    async record(recording: RecordingSettings) {
      const { region, repeats = 50, noise = 1, shown = scenes.keys() } = recording;
      const { sites: count = defaultSites[region] } = recording;
      const { seed: siteSeed = seed, noiseSeed = siteSeed } = recording;
      requireSettings({
        seed: siteSeed,
        noiseSeed,
        sites: [count, 1],
        repeats: [repeats, 2],
        noise,
      });
      const rows = [...shown];
      const seen = rows.map((row) => scenes[row] ?? refuseImage(row, scenes.length));
      const features = rowsOf(await featuresOf(region), rows);
      const sites = Array.from({ length: count }, (_, site) => drawSite(siteSeed, region, site));
      const rates = ratesOf(features, sites);
      const plan = { region, scenes: seen, sites, rates, repeats, noise, noiseSeed };
      return Object.freeze({
        ...(await recordSites(plan, context)),
        truth: {
          ...neuralCeiling(rates, sites, { repeats, noise }),
          responses: createAssembly({
            dims: ['presentation', 'neuroid'],
            shape: [seen.length, count],
            values: rates,
            coords: { ...labelScenes(seen), ...labelSites(region, count) },
          }),
          features: featureMatrix(
            features.values,
            seen.map(({ id }) => id),
          ),
        },
      });
    },

    async recordOverTime(recording: StreamSettings) {
      const { region, sites: count = 60, repeats = 50, shown = scenes.keys() } = recording;
      const { seed: siteSeed = seed, noiseSeed = siteSeed } = recording;
      requireSettings({ seed: siteSeed, noiseSeed, sites: [count, 1], repeats: [repeats, 2] });
      const rows = [...shown];
      const seen = rows.map((row) => scenes[row] ?? refuseImage(row, scenes.length));
      const sites = Array.from({ length: count }, (_, site) => drawSite(siteSeed, region, site));
      const all = await featuresOf(region);
      const features = {
        feedForward: rowsOf(all, rows),
        recurrent: rowsOf(recurrentFeatures(all, seed), rows),
      };
      return recordStream({ region, scenes: seen, sites, features, repeats, noiseSeed }, context);
    },

    async choose({ trials = defaultChoices.trials, seed: choiceSeed = seed }: ChoiceSettings = {}) {
      requireSettings({ seed: choiceSeed, trials: [trials, 2] });
      const judged = drawScenes(seed, 'choice', choiceImages);
      const fitting = drawScenes(seed, 'fitting', fittingImages);
      const logits = observe(seed, judged);
      const rates = hitRates(judged, logits);
      return Object.freeze({
        stimuli: stimuliOf(
          `SimulatedVentral.choices.${seed}`,
          judged,
          await renderScenes(seed, judged, context),
        ),
        trials: choose(judged, rates, { trials, seed: choiceSeed }),
        fittingStimuli: stimuliOf(
          `SimulatedVentral.fitting.${seed}`,
          fitting,
          await renderScenes(seed, fitting, context),
        ),
        fittingLabels: fitting.map(({ object }) => object),
        truth: {
          probabilities: probabilitiesOf(logits),
          ceiling: choiceCeiling(rates, trials),
          features: featureMatrix(
            logits.values,
            judged.map(({ id }) => id),
          ),
          fittingFeatures: featureMatrix(
            observe(seed, fitting).values,
            fitting.map(({ id }) => id),
          ),
        },
      });
    },
  });
}

function rowsOf(
  { shape, values }: GeneratingFeatures,
  rows: readonly number[],
): GeneratingFeatures {
  const [, columns] = shape;
  const picked = new Float64Array(rows.length * columns);
  for (const [to, row] of rows.entries()) {
    picked.set(values.subarray(row * columns, (row + 1) * columns), to * columns);
  }
  return { shape: [rows.length, columns], values: picked };
}

function refuseImage(index: number, count: number): never {
  throw new VentralError(
    'OPTION_INVALID',
    `There is no image ${index} among ${count} simulated ones.`,
    {
      hint: `Show images from 0 to ${count - 1}.`,
    },
  );
}
