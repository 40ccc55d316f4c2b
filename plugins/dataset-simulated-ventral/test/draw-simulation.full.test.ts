import { simulatedVentral } from '@ventral/dataset-simulated-ventral';
import { expect, test } from 'vitest';
import { simulatedContext } from './simulated-context.ts';

test('another brain is shown others of the same images, and its truth is known', async () => {
  const context = simulatedContext();
  const draw = (seed: number) =>
    simulatedVentral.simulate({ seed, stimuli: 50, sites: 5, repeats: 10 }, context);
  const [one, again, other] = [await draw(1), await draw(1), await draw(2)];
  expect([...one.stages.keys()]).toEqual(['retina', 'V1', 'V4', 'IT']);
  expect(one.regions.IT).toMatchObject({ stage: 'IT' });
  expect(one.regions.V4?.recordings.shape).toEqual([50, 5]);
  expect(again.regions.V4?.recordings).toEqual(one.regions.V4?.recordings);
  expect(other.stages.get('V4')?.stimulusIds).not.toEqual(one.stages.get('V4')?.stimulusIds);
  for (const reliability of one.regions.V4?.reliabilities ?? []) {
    expect(reliability).toBeGreaterThan(0);
    expect(reliability).toBeLessThan(1);
  }
});
