import { createAssembly, type FeatureMatrix, featureMatrix } from '@ventral/arrays';
import type { SimulatedDataset, Simulation, SimulationSettings } from '@ventral/calibration';
import { defineDataset } from '@ventral/core';
import { RandomState } from '@ventral/numerics';

const features = 30;

/** A brain of three stages, each rectified sums of the one before; V4 is the middle one. */
export const madeBrain: SimulatedDataset<Simulation> = {
  ...defineDataset({
    id: 'MadeBrain',
    title: 'Rectified sums',
    species: 'simulated',
    regions: ['V4'],
    files: {},
    load: async () => simulate({ seed: 1 }),
  }),
  simulate: async (settings) => simulate(settings),
};

function simulate({
  seed,
  stimuli = 600,
  sites = 20,
  repeats = 50,
}: SimulationSettings): Simulation {
  const random = new RandomState(seed);
  const ids = Array.from({ length: stimuli }, (_, index) => `image${index}`);
  const normals = (length: number) => Float64Array.from({ length }, () => random.standardNormal());
  const retina = normals(stimuli * features);
  const middle = rectify(project(retina, normals(features * features), features));
  const late = rectify(project(middle, normals(features * features), features));
  const clean = project(middle, normals(features * sites), sites);
  // Every trial is as noisy as the signal is strong, in the median.
  const noise = Math.sqrt(features / repeats);
  const values = clean.map((value) => value + noise * random.standardNormal());
  const matrix = (data: Float64Array): FeatureMatrix => featureMatrix(data, ids);
  return {
    stages: new Map([
      ['retina', matrix(retina)],
      ['middle', matrix(middle)],
      ['late', matrix(late)],
    ]),
    regions: {
      V4: {
        stage: 'middle',
        responses: matrix(clean),
        reliabilities: Array.from({ length: sites }, (_, site) => {
          const signal = variance(clean.filter((_value, cell) => cell % sites === site));
          return signal / (signal + noise ** 2);
        }),
        recordings: createAssembly({
          dims: ['presentation', 'neuroid'],
          shape: [stimuli, sites],
          values,
          coords: {
            stimulus_id: { dim: 'presentation', values: ids },
            neuroid_id: {
              dim: 'neuroid',
              values: Array.from({ length: sites }, (_, site) => `site${site}`),
            },
          },
        }),
      },
    },
  };
}

/** `rows x features` times `features x columns`. */
function project(values: Float64Array, weights: Float64Array, columns: number): Float64Array {
  const rows = values.length / features;
  return Float64Array.from({ length: rows * columns }, (_, cell) => {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    let sum = 0;
    for (let feature = 0; feature < features; feature++) {
      sum += values[row * features + feature]! * weights[feature * columns + column]!;
    }
    return sum;
  });
}

function rectify(values: Float64Array): Float64Array {
  return values.map((value) => Math.max(0, value));
}

function variance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
