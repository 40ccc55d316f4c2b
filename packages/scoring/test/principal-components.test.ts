import { type FeatureMatrix, featureMatrix, type StimulusSet } from '@ventral/arrays';
import type { Candidate } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { RandomState } from '@ventral/numerics';
import { expect, test } from 'vitest';
import { reduceCandidate } from '../src/principal-components.ts';

const context = createRunContext({ mirrors: [] });

function stimulusSet(id: string, count: number): StimulusSet {
  const stimuli = Array.from({ length: count }, (_, index) => ({
    id: `${id}${index}`,
    load: async () => ({ width: 1, height: 1, data: new Uint8Array(3) }),
  }));
  return { id, digest: id, stimuli };
}

/** Fifty features a stimulus, the same ones for the same set. */
const candidate: Candidate = {
  id: 'random',
  async record({ id, stimuli }) {
    const random = new RandomState(id.length);
    return featureMatrix(
      Float64Array.from({ length: stimuli.length * 50 }, () => random.standardNormal()),
      stimuli.map((stimulus) => stimulus.id),
    );
  },
};

async function distances(features: FeatureMatrix): Promise<number[]> {
  const values = await features.readColumns(0, features.featureCount);
  const rows = features.stimulusIds.map((_, row) =>
    values.subarray(row * features.featureCount, (row + 1) * features.featureCount),
  );
  return rows.flatMap((a) =>
    rows.map((b) => Math.hypot(...a.map((value, index) => value - (b[index] as number)))),
  );
}

test('all components of the images keep their distances', async () => {
  const images = stimulusSet('image', 12);
  const reduced = await reduceCandidate(candidate, images, 12, context).record(images, 'V4');
  expect(reduced.featureCount).toBe(12);
  const before = await distances(await candidate.record(images, 'V4'));
  const after = await distances(reduced);
  for (const [pair, distance] of before.entries()) expect(after[pair]).toBeCloseTo(distance, 8);
});

test('other stimuli lose what the images do not span', async () => {
  const images = stimulusSet('image', 12);
  const stimuli = stimulusSet('stimulus', 6);
  const reduced = await reduceCandidate(candidate, images, 12, context).record(stimuli, 'V4');
  expect(reduced.stimulusIds).toEqual(stimuli.stimuli.map(({ id }) => id));
  const before = await distances(await candidate.record(stimuli, 'V4'));
  const after = await distances(reduced);
  for (const [pair, distance] of before.entries()) {
    expect(after[pair] as number).toBeLessThanOrEqual(distance + 1e-9);
  }
  expect(Math.max(...after)).toBeGreaterThan(0);
});

test('few features are left as they are', async () => {
  const images = stimulusSet('image', 12);
  const reduced = await reduceCandidate(candidate, images, 50, context).record(images, 'V4');
  expect(reduced.featureCount).toBe(50);
});
