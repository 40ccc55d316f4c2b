import { simulatedVentral } from '@ventral/dataset-simulated-ventral';
import { expect, test } from 'vitest';

const draw = simulatedVentral.simulateChoices;

test('other observers judge other images, and who they are is known', async () => {
  const size = { stimuli: 50, repeats: 4 };
  const [one, again, other] = [
    await draw({ ...size, seed: 1 }),
    await draw({ ...size, seed: 1 }),
    await draw({ ...size, seed: 2 }),
  ];
  expect([...one.observers.keys()]).toEqual(['unbiased', 'sharp-eyed', 'whole']);
  expect(one.observer).toBe('whole');
  // 2 images of each object, with each of 23 alternatives.
  expect(one.trials.shape).toEqual([48 * 23 * 4]);
  expect(again).toEqual(one);
  expect(other.observers.get('whole')?.values).not.toEqual(one.observers.get('whole')?.values);
  for (const { shape, values } of one.observers.values()) {
    expect(shape).toEqual([48, 24]);
    expect(values.every((value) => value > 0 && Number.isFinite(value))).toBe(true);
  }
});

test('two halves agree better where there are more trials', async () => {
  const [few, many] = [
    await draw({ seed: 3, stimuli: 48, repeats: 10 }),
    await draw({ seed: 3, stimuli: 48, repeats: 60 }),
  ];
  expect(few.agreements.i2n).toBeGreaterThan(0);
  expect(many.agreements.i2n).toBeGreaterThan(few.agreements.i2n as number);
  expect(many.agreements.i2n).toBeLessThan(1);
});

test('fewer than two images of each object are refused', async () => {
  await expect(draw({ seed: 1, stimuli: 47 })).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: 'A simulation with stimuli 47 cannot be made.',
    hint: 'Give a whole number from 48.',
  });
});
