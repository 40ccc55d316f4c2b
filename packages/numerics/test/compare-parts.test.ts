import {
  compareParts,
  digestSplits,
  shuffleSplit,
  stratifiedShuffleSplit,
} from '@ventral/numerics';
import { describe, expect, it } from 'vitest';

const stimulusIds = Array.from({ length: 12 }, (_, index) => `s${index}`);
const object_name = stimulusIds.map((_, index) => (index < 6 ? 'face' : 'car'));
const stimuli = {
  stimulusIds,
  labels: new Map([
    ['stimulus_id', stimulusIds],
    ['object_name', object_name],
  ]),
};
const options = { splits: 4, testSize: 0.5, stratification: null };
const drawing = { splits: 4, size: { test: 0.5 }, seed: 3 };

describe('a comparison over parts of the stimuli', () => {
  it('is over the test sides of splits', async () => {
    const splits = shuffleSplit(12, drawing);
    const values = [1, 2, 4, 5];
    const parts: (readonly number[])[] = [];
    const comparison = await compareParts(stimuli, options, 3, (part) => {
      parts.push(part);
      return values[parts.length - 1]!;
    });
    expect(parts).toEqual(splits.map(({ test }) => test));
    expect(comparison).toEqual({
      perSplit: values,
      splitsDigest: digestSplits(splits, stimulusIds),
    });
  });

  it('keeps a label in proportion', async () => {
    const stratified = { ...options, stratification: 'object_name' };
    const { perSplit, splitsDigest } = await compareParts(
      stimuli,
      stratified,
      3,
      (part) => part.filter((index) => object_name[index] === 'face').length,
    );
    expect(perSplit).toEqual([3, 3, 3, 3]);
    expect(splitsDigest).toBe(
      digestSplits(stratifiedShuffleSplit(object_name, drawing), stimulusIds),
    );
  });

  it('takes its parts from the seed', async () => {
    const digest = async (seed: number) =>
      (await compareParts(stimuli, options, seed, () => 1)).splitsDigest;
    expect(await digest(3)).toBe(await digest(3));
    expect(await digest(4)).not.toBe(await digest(3));
  });

  it('reports each part and stops when interrupted', async () => {
    const events: string[] = [];
    const controller = new AbortController();
    const run = compareParts(stimuli, options, 3, () => 1, {
      signal: controller.signal,
      onProgress(done, total) {
        events.push(`${done}/${total}`);
        if (done === 2) controller.abort();
      },
    });
    await expect(run).rejects.toMatchObject({
      code: 'INTERRUPTED',
      message: 'Interrupted while comparing parts of the stimuli (2 of 4).',
    });
    expect(events).toEqual(['1/4', '2/4']);
  });

  it('lets timers run between parts', async () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    const run = compareParts(stimuli, options, 3, () => 1, { signal: controller.signal });
    await expect(run).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });

  it('refuses labels that there are not', async () => {
    const run = compareParts(stimuli, { ...options, stratification: 'colour' }, 3, () => 1);
    await expect(run).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(`cannot be stratified by 'colour'`),
    });
  });
});
