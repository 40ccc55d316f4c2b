import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAssembly, featureMatrix } from '@ventral/arrays';
import { defineMetric, type Metric } from '@ventral/core';
import { pearson } from '@ventral/numerics';
import { expect, it } from 'vitest';

it('has an example that runs', async () => {
  const readme = await readFile(join(import.meta.dirname, '../README.md'), 'utf8');
  const example = /```js\n(.*?)```/s.exec(readme)?.[1] as string;
  const code = example
    .replaceAll(/^import .*$/gm, '')
    .replace('export const firstFeature =', 'return');
  const metric = new Function('defineMetric', 'pearson', code)(defineMetric, pearson) as Metric;
  const recordings = createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [3, 2],
    values: Float64Array.of(1, 3, 2, 2, 3, 1.5),
    coords: {
      stimulus_id: { dim: 'presentation', values: ['a', 'b', 'c'] },
      neuroid_id: { dim: 'neuroid', values: ['n0', 'n1'] },
    },
  });
  const features = featureMatrix(Float64Array.of(4, 5, 6), ['a', 'b', 'c']);
  const context = { seed: 1, signal: new AbortController().signal, report: () => {} };
  const score = await metric.compare(features, recordings, {}, context);
  expect(score.raw.perNeuroid?.[0]).toBeCloseTo(1, 12);
  expect(score.value).toBeCloseTo((1 + (score.raw.perNeuroid?.[1] as number)) / 2, 12);
});
