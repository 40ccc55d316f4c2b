import { createAssembly, featureMatrix } from '@ventral/arrays';
import type { SimulatedRecordings, Simulation, SimulationSettings } from '@ventral/calibration';
import { oncePerRun, type RunContext } from '@ventral/core';
import { createMatrix, type Matrix, selectRows } from '@ventral/numerics';
import { cachedFeatures } from './cached-features.ts';
import { renderScenes } from './image-cache.ts';
import { neuralCeiling } from './neural-ceiling.ts';
import { drawPoisson } from './poisson.ts';
import { randomFor } from './random-for.ts';
import { countingWindow, labelScenes, labelSites } from './record-sites.ts';
import { regionFeatures } from './region-features.ts';
import { imageSize } from './render-block.ts';
import { drawScenes, type Scene } from './scene.ts';
import { defaultImages, defaultSites } from './simulate-ventral.ts';
import { drawSite, type Region, ratesOf } from './sites.ts';

/** Squares a side into which images are averaged for the first stage. */
const retinaSize = 16;

type Stages = Readonly<Record<'retina' | Region, Matrix>>;

/** The scenes of the data set, and what each stage of the simulated brain makes of them. */
const seenOnce = oncePerRun(async (context) => {
  const { seed, perObject } = defaultImages;
  const scenes = drawScenes(seed, 'neural', perObject);
  const images = await renderScenes(seed, scenes, context);
  const featuresOf = (region: Region) =>
    regionFeatures(region, seed, scenes, (frontEnd) =>
      cachedFeatures(frontEnd, images, scenes.length, context),
    );
  const retina = createMatrix([scenes.length, retinaSize ** 2]);
  for (const row of scenes.keys()) {
    retina.values.set(averageSquares(await images.read(row)), row * retinaSize ** 2);
  }
  const stages: Stages = {
    retina,
    V1: await featuresOf('V1'),
    V4: await featuresOf('V4'),
    IT: await featuresOf('IT'),
  };
  return { scenes, stages };
});

/**
 * Draws another brain that looks at some of the data set's images: which images, its sites and its
 * noise come from the seed. Nothing is rendered that was rendered before.
 *
 * The stages are `retina` (256 averages of the image), `V1` (1,440 cells), `V4` (288 contours) and `IT` (136 features of
 * identity and of the image), of which the rates of the regions are weighted sums. Only averages over
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
  const { retina, V1, V4, IT } = seen.stages;
  const stages: Stages = {
    retina: selectRows(retina, rows),
    V1: selectRows(V1, rows),
    V4: selectRows(V4, rows),
    IT: selectRows(IT, rows),
  };
  const record = (region: Region): SimulatedRecordings => {
    const plan = { region, scenes, repeats, seed, sites: sites ?? defaultSites[region] };
    return recordAverages(plan, stages[region]);
  };
  return {
    stages: new Map(
      Object.entries(stages).map(([name, { values }]) => [name, featureMatrix(values, ids)]),
    ),
    regions: { V4: record('V4'), IT: record('IT'), V1: record('V1') },
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
  features: Matrix,
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
