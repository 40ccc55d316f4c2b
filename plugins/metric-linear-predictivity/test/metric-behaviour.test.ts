import { type Assembly, createAssembly, featureMatrix, selectAlong } from '@ventral/arrays';
import type { Metric, ProgressEvent } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/metric-linear-predictivity';
import { checkManifest, checkMetric } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { featuresOf, golden, recordingsOf } from './golden-case.ts';

const { second } = golden;
const context = createRunContext();
const features = featuresOf(second);
const recordings = withPartition(recordingsOf(second));

function withPartition(assembly: Assembly): Assembly {
  const values = assembly.coords.stimulus_id!.values.map((_, row) => (row % 4 ? 'train' : 'test'));
  return createAssembly({
    ...assembly,
    coords: { ...assembly.coords, partition: { dim: 'presentation', values } },
  });
}

const metrics = Object.entries(plugin).filter(([, { source }]) => source === 'features') as [
  string,
  Metric,
][];

checkManifest(plugin);
for (const [, metric] of metrics) checkMetric(metric);

describe.each(metrics)('%s', (_, metric) => {
  it('averages repetitions first', async () => {
    const twice = selectAlong(
      recordings,
      'presentation',
      second.stimulus_id.flatMap((_, row) => [row, row]),
    );
    const repetition = { dim: 'presentation', values: second.stimulus_id.flatMap(() => [0, 1]) };
    const single = createAssembly({ ...twice, coords: { ...twice.coords, repetition } });
    expect(await metric.compare(features, single, {}, context)).toEqual(
      await metric.compare(features, recordings, {}, context),
    );
  });

  // Whatever the baseline: fits leave other rounding errors of other means.
  it.each([0, 0.1, 3.3])(
    'predicts nothing of what is %d but for one stimulus, where that is not fitted on',
    async (baseline) => {
      const values = Float64Array.from(recordings.values);
      const [stimuli = 0, neuroids = 0] = recordings.shape;
      // The first stimulus is tested on in some splits, and in the one of the partition.
      for (let row = 0; row < stimuli; row++) values[row * neuroids + 1] = baseline + (row ? 0 : 1);
      const source = featureMatrix(
        metric.id === 'reverse_pls' ? values : Float64Array.from(second.source.flat()),
        second.stimulus_id,
      );
      const target =
        metric.id === 'reverse_pls' ? recordings : createAssembly({ ...recordings, values });
      const options = metric.id === 'reverse_pls' ? { components: 5 } : {};
      const { raw, notes } = await metric.compare(source, target, options, context);
      if (metric.id !== 'reverse_pls') expect(raw.perNeuroid?.[1]).toBeNull();
      expect(raw.perNeuroid?.[0] ?? 0).not.toBeNull();
      const splits = raw.perSplit?.length as number;
      expect(notes?.[0]).toMatch(
        new RegExp(`^${splits} of ${splits * neuroids} correlations are undefined`),
      );
    },
  );

  it('reports how far it is', async () => {
    const events: ProgressEvent[] = [];
    const report = (event: ProgressEvent) => events.push(event);
    await metric.compare(features, recordings, {}, { ...context, report });
    for (const { done, total } of events) expect(done).toBeLessThanOrEqual(total!);
    expect(events.at(-1)!.done).toBe(events.at(-1)!.total);
  });
});

describe('cross-validation', () => {
  it('draws its splits from the seed', async () => {
    const score = await plugin.ridge.compare(features, recordings, {}, context);
    const other = await plugin.ridge.compare(features, recordings, {}, { ...context, seed: 2 });
    expect(other.value).not.toBe(score.value);
    expect(other.splitsDigest).not.toBe(score.splitsDigest);
  });

  it.each([
    ['pls', plugin.pls],
    ['ridge', plugin.ridge],
    ['ridgecv', plugin.ridgecv],
  ] as [string, Metric][])('stops soon after it is interrupted: %s', async (_, metric) => {
    const controller = new AbortController();
    const events: ProgressEvent[] = [];
    const run = metric.compare(
      features,
      recordings,
      {},
      {
        seed: 1,
        signal: controller.signal,
        report(event) {
          events.push(event);
          if (event.unit === 'splits' && event.done === 3) controller.abort();
        },
      },
    );
    await expect(run).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(events.at(-1)).toMatchObject({ done: 3, total: 10, unit: 'splits' });
  });

  it('shares its splits between metrics', async () => {
    const chosen = { splits: 3, trainSize: 0.8, stratification: 'object_name' };
    const scores = await Promise.all(
      [plugin.pls, plugin.ridgecv, plugin.neuronToNeuron].map((metric: Metric) =>
        metric.compare(features, recordings, chosen, context),
      ),
    );
    expect(new Set(scores.map(({ splitsDigest }) => splitsDigest)).size).toBe(1);
    expect(scores.map(({ raw }) => raw.perSplit!.length)).toEqual([3, 3, 3]);
  });

  it('notes the penalties that ridgecv chose', async () => {
    const { notes } = await plugin.ridgecv.compare(features, recordings, { splits: 2 }, context);
    expect(notes).toEqual([
      expect.stringMatching(/^The penalties \(alpha\) chosen in the splits are [\d.]+, [\d.]+\.$/),
    ]);
  });

  it('leaves a neuroid out of splits in which it does not vary, and notes it', async () => {
    const rare = selectAlong(recordings, 'neuroid', [0, 1, 2]);
    const values = rare.values.slice();
    for (let row = 0; row < 80; row++) values[row * 3 + 2] = row === 0 ? 1 : 0;
    const score = await plugin.ridge.compare(
      features,
      createAssembly({ ...rare, values }),
      {},
      context,
    );
    const [first, second] = score.raw.perNeuroid!;
    expect(score.value).toBeGreaterThan(0);
    expect(first).not.toBeNull();
    expect(second).not.toBeNull();
    expect(score.notes).toEqual([expect.stringMatching(/^\d+ of 30 correlations are undefined/)]);
  });

  it('predicts what is predictable: 500 features of 40 stimuli', async () => {
    const rows = 40;
    const columns = 500;
    const latent = Float64Array.from({ length: rows }, (_, row) => Math.sin(row * 12.9898) * 3);
    const noise = (cell: number) => Math.sin(cell * 78.233) * 0.1;
    const values = Float32Array.from(
      { length: rows * columns },
      (_, cell) => latent[Math.floor(cell / columns)]! * Math.cos(cell % columns) + noise(cell),
    );
    const ids = Array.from({ length: rows }, (_, row) => `s${row}`);
    const target = createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [rows, 2],
      values: Float64Array.from({ length: rows * 2 }, (_, cell) => latent[cell >> 1]! + (cell & 1)),
      coords: {
        stimulus_id: { dim: 'presentation', values: ids },
        neuroid_id: { dim: 'neuroid', values: ['a', 'b'] },
      },
    });
    for (const metric of [plugin.pls, plugin.ridge, plugin.linearPredictivity] as Metric[]) {
      const { value } = await metric.compare(featureMatrix(values, ids), target, {}, context);
      expect(value).toBeGreaterThan(0.95);
    }
  });
});
