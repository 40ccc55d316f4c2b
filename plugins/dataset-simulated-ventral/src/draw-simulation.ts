import { createAssembly, featureMatrix } from '@ventral/assembly';
import {
  oncePerRun,
  type RunContext,
  type SimulatedRecordings,
  type Simulation,
  type SimulationSettings,
} from '@ventral/core';
import { contourFeatures } from './cached-features.ts';
import { type GeneratingFeatures, scaleToMeanOne } from './generating-features.ts';
import { imageSize, renderScenes } from './image-cache.ts';
import { describeObjects } from './it-features.ts';
import { neuralCeiling } from './neural-ceiling.ts';
import { drawPoisson } from './poisson.ts';
import { randomFor } from './random-for.ts';
import { countingWindow, labelScenes, labelSites } from './record-sites.ts';
import { drawScenes, type Scene } from './scene.ts';
import { drawSite, type Region, ratesOf } from './sites.ts';
import { stimuliOf } from './stimuli-of.ts';
import { v4Features } from './v4-front-end.ts';

const imageSeed = 1;
const imagesPerObject = 20;
/** Squares a side into which images are averaged for the first stage. */
const retinaSize = 16;

const regions = { V4: 88, IT: 168 } as const;

/** The images of the data set, and what each stage of the simulated brain makes of them. */
const seenOnce = oncePerRun(async (context) => {
  const scenes = drawScenes(imageSeed, 'neural', imagesPerObject);
  const images = await renderScenes(imageSeed, scenes, context);
  const contours = await contourFeatures(images, scenes.length, context);
  const described = describeObjects(imageSeed, scenes, contours);
  const retina = new Float64Array(scenes.length * retinaSize ** 2);
  for (const row of scenes.keys()) {
    retina.set(averageSquares(await images.read(row)), row * retinaSize ** 2);
  }
  const stages: Readonly<Record<'retina' | Region, GeneratingFeatures>> = {
    retina: { values: retina, columns: retinaSize ** 2 },
    V4: scaleToMeanOne(Float64Array.from(contours), v4Features.length),
    IT: scaleToMeanOne(described, described.length / scenes.length),
  };
  return { scenes, stages, stimuli: stimuliOf(`SimulatedVentral.${imageSeed}`, scenes, images) };
});

/**
 * Draws another brain that looks at some of the data set's images: which images, its sites and its
 * noise come from the seed. Nothing is rendered that was rendered before.
 *
 * The stages are `retina` (256 averages of the image), `V4` (288 contours) and `IT` (136 features of
 * identity and of the image), of which the rates of V4 and IT are weighted sums. Only averages over
 * repeats are drawn, which are Poisson numbers as trials are: memory is that of a few averages.
 */
export async function drawSimulation(
  { seed, stimuli: count, sites, repeats = 50 }: SimulationSettings,
  context: RunContext,
): Promise<Simulation> {
  const seen = await seenOnce(context);
  const rows = chooseRows(seen.scenes.length, count, seed);
  const scenes = rows.map((row) => seen.scenes[row]!);
  const ids = scenes.map(({ id }) => id);
  const select = ({ values, columns }: GeneratingFeatures): GeneratingFeatures => ({
    columns,
    values: Float64Array.from({ length: rows.length * columns }, (_, cell) => {
      return values[rows[Math.floor(cell / columns)]! * columns + (cell % columns)]!;
    }),
  });
  const stages = Object.entries(seen.stages).map(([stage, features]) => {
    return [stage, featureMatrix(select(features).values, ids)] as const;
  });
  const record = (region: Region): SimulatedRecordings => {
    const plan = { region, scenes, repeats, seed, sites: sites ?? regions[region] };
    return recordAverages(plan, select(seen.stages[region]));
  };
  return {
    stimuli: { ...seen.stimuli, stimuli: rows.map((row) => seen.stimuli.stimuli[row]!) },
    stages: new Map(stages),
    regions: { V4: record('V4'), IT: record('IT') },
  };
}

interface Averaging {
  readonly region: Region;
  readonly scenes: readonly Scene[];
  readonly sites: number;
  readonly repeats: number;
  readonly seed: number;
}

function recordAverages(
  { region, scenes, sites: count, repeats, seed }: Averaging,
  features: GeneratingFeatures,
): SimulatedRecordings {
  const sites = Array.from({ length: count }, (_, site) => drawSite(seed, region, site));
  const rates = ratesOf(features, sites);
  const random = randomFor(seed, 'averages', region);
  const averages = rates.map((rate, cell) => {
    const unit = sites[cell % count]!.fano / countingWindow;
    return (unit / repeats) * drawPoisson((repeats * rate) / unit, random);
  });
  const shape = [scenes.length, count];
  return {
    stage: region,
    recordings: createAssembly({
      dims: ['presentation', 'neuroid'],
      shape,
      values: averages,
      coords: { ...labelScenes(scenes), ...labelSites(region, count) },
    }),
    responses: featureMatrix(
      rates,
      scenes.map(({ id }) => id),
    ),
    reliabilities: neuralCeiling(rates, sites, { repeats, noise: 1 }).reliabilities,
  };
}

function chooseRows(all: number, count: number | undefined, seed: number): readonly number[] {
  if (count === undefined || count >= all) return Array.from({ length: all }, (_, row) => row);
  return randomFor(seed, 'images')
    .choice(all, count)
    .sort((a, b) => a - b);
}

/** Mean grey of each of 16 x 16 squares, from 0 to 255. */
function averageSquares(grey: ArrayLike<number>): Float64Array {
  const side = imageSize / retinaSize;
  const averages = new Float64Array(retinaSize ** 2);
  for (let pixel = 0; pixel < imageSize ** 2; pixel++) {
    const [x, y] = [pixel % imageSize, Math.floor(pixel / imageSize)];
    const square = Math.floor(y / side) * retinaSize + Math.floor(x / side);
    averages[square]! += grey[pixel]! / side ** 2;
  }
  return averages;
}
