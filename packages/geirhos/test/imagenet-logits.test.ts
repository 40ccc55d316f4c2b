import { featureMatrix } from '@ventral/arrays';
import { chooseCategories, imageNetLogits } from '@ventral/geirhos';
import { describe, expect, it } from 'vitest';

/** Logits of two images: an airliner (404), and a mountain bike (671) that is half a tench (0). */
const logits = [
  { 404: 9, 671: 2, 5: 4 },
  { 404: -3, 671: 8.5, 0: 8.6 },
].map((named) => Float32Array.from({ length: 1000 }, (_, index) => named[index as 404] ?? 0));

const probabilities = logits.map((row) => {
  const sum = row.reduce((total, logit) => total + Math.exp(logit), 0);
  return row.map((logit) => Math.exp(logit) / sum);
});

function choose(rows: readonly Float32Array[]) {
  const values = Float32Array.from(rows.flatMap((row) => [...row]));
  const features = featureMatrix(values, ['airliner', 'bike']);
  return imageNetLogits(features, 'a network').then(async (named) => ({
    featureCount: named.featureCount,
    values: await named.readColumns(0, named.featureCount),
    choices: (await chooseCategories(named)).coords.choice?.values,
  }));
}

const withBackground = (first: number) => (row: Float32Array) => Float32Array.of(first, ...row);

describe('imageNetLogits', () => {
  it('are what a network gives for the 1000 classes', async () => {
    const { values, choices } = await choose(logits);
    expect([...values]).toEqual(logits.flatMap((row) => [...row]));
    expect(choices).toEqual(['airplane', 'bicycle']);
  });

  it('are the same, but for a constant, from probabilities', async () => {
    const { values, choices } = await choose(probabilities);
    expect((values[404] as number) - (values[671] as number)).toBeCloseTo(7, 5);
    expect((values[1671] as number) - (values[1000] as number)).toBeCloseTo(-0.1, 5);
    expect(choices).toEqual(['airplane', 'bicycle']);
  });

  it('are finite where a probability is 0', async () => {
    const sure = [404, 671].map((named) =>
      Float32Array.from({ length: 1000 }, (_, index) => Number(index === named)),
    );
    expect((await choose(sure)).choices).toEqual(['airplane', 'bicycle']);
  });

  it('leave out the background that comes first of 1001 classes', async () => {
    const { featureCount, values, choices } = await choose(logits.map(withBackground(99)));
    expect(featureCount).toBe(1000);
    expect([...values]).toEqual(logits.flatMap((row) => [...row]));
    expect(choices).toEqual(['airplane', 'bicycle']);
    const shared = probabilities.map((row) => withBackground(0.5)(row.map((value) => value / 2)));
    expect((await choose(shared)).choices).toEqual(['airplane', 'bicycle']);
  });

  it('are not taken for probabilities where only the sum or only the signs would do', async () => {
    const sums = logits.map((row) => row.with(1, 1 - row.reduce((sum, value) => sum + value, 0)));
    expect([...(await choose(sums)).values]).toEqual(sums.flatMap((row) => [...row]));
    const positive = logits.map((row) => row.map(Math.abs));
    expect([...(await choose(positive)).values]).toEqual(positive.flatMap((row) => [...row]));
  });

  it.each([512, 999, 1002])('are not in %d features', async (count) => {
    const features = featureMatrix(new Float32Array(2 * count), ['airliner', 'bike']);
    await expect(imageNetLogits(features, 'a network')).rejects.toMatchObject({
      code: 'LAYER_REQUIRED',
      message: expect.stringContaining(`a network gives for behavior has ${count} features`),
      hint: expect.stringContaining('--layer logits'),
    });
  });
});
