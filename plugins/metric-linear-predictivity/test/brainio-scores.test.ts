import { readFileSync } from 'node:fs';
import { createAssembly, decodeNpy, featureMatrix } from '@ventral/arrays';
import type { Metric } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import {
  linearPredictivity,
  neuronToNeuron,
  pls,
  ridge,
} from '@ventral/metric-linear-predictivity';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';

interface Expected {
  readonly raw: number;
  readonly error: number;
  readonly per_split_median: number[];
  readonly neuroid_id_sorted: string[];
  /** Null where the best feature does not vary over the test stimuli. */
  readonly raw_split_by_neuroid: (number | null)[][];
}

interface Region {
  readonly stimulus_id_order: string[];
  readonly neuroid_id_order: (string | number)[];
  readonly average_file: string;
  readonly [metric: string]: unknown;
}

const metrics: [string, Metric, object][] = [
  ['pls25', pls, {}],
  ['pls5', pls, { components: 5 }],
  ['ridge', ridge, {}],
  ['linear_predictivity', linearPredictivity, {}],
  ['neuron_to_neuron', neuronToNeuron, {}],
];

const cases = [
  ['majajhong', 'V4', 'object_name', 'stimulus_test_hvm-public.csv'],
  ['majajhong', 'IT', 'object_name', 'stimulus_test_hvm-public.csv'],
  ['freemanziemba', 'V1', 'texture_type', 'stimulus_test_FreemanZiemba2013_aperture-public.csv'],
  ['freemanziemba', 'V2', 'texture_type', 'stimulus_test_FreemanZiemba2013_aperture-public.csv'],
] as const;

function readNpy(...path: string[]) {
  const { values, shape } = decodeNpy(readFileSync(referencePath('golden/brainio', ...path)));
  return { values: Float64Array.from(values as Float32Array), shape };
}

function readTable(...path: string[]): Record<string, string>[] {
  const text = readFileSync(referencePath('golden/brainio', ...path), 'utf8');
  const [header = [], ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(header.map((name, column) => [name, row[column]!])));
}

describeReference('scores of data sets in the BrainIO format', 'golden/brainio', () => {
  it.each(cases)('%s %s', async (folder, regionName, stratification, table) => {
    const { regions } = JSON.parse(
      readFileSync(referencePath('golden/brainio', folder, 'expected.json'), 'utf8'),
    ) as { regions: Record<string, Region> };
    const region = regions[regionName]!;
    const stimuli = readTable(folder, table);
    const features = featureMatrix(
      readNpy(folder, 'features.npy').values,
      stimuli.map(({ image_id }) => image_id!),
    );
    const classOf = new Map(stimuli.map((row) => [row.image_id!, row[stratification]!]));
    const { values, shape } = readNpy(folder, region.average_file);
    const recordings = createAssembly({
      dims: ['presentation', 'neuroid'],
      shape,
      values,
      coords: {
        stimulus_id: { dim: 'presentation', values: region.stimulus_id_order },
        [stratification]: {
          dim: 'presentation',
          values: region.stimulus_id_order.map((id) => classOf.get(id)!),
        },
        neuroid_id: { dim: 'neuroid', values: region.neuroid_id_order },
      },
    });
    for (const [name, metric, options] of metrics) {
      const expected = region[name] as Expected;
      const score = await metric.compare(
        features,
        recordings,
        { stratification, ...options },
        createRunContext(),
      );
      expect(Math.abs(score.value - expected.raw), name).toBeLessThan(1e-6);
      expect(Math.abs(score.spread! - expected.error), name).toBeLessThan(1e-6);
      for (const [split, middle] of expected.per_split_median.entries()) {
        expect(Math.abs(score.raw.perSplit![split]! - middle), name).toBeLessThan(1e-6);
      }
      for (const [neuroid, id] of region.neuroid_id_order.entries()) {
        const column = expected.neuroid_id_sorted.indexOf(String(id));
        const rs = expected.raw_split_by_neuroid.flatMap((split) => split[column] ?? []);
        const mean = rs.reduce((sum, r) => sum + r, 0) / rs.length;
        expect(Math.abs(score.raw.perNeuroid![neuroid]! - mean), name).toBeLessThan(1e-6);
      }
    }
  });
});
