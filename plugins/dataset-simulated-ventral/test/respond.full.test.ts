import { simulatedVentral } from '@ventral/dataset-simulated-ventral';
import { expect, test } from 'vitest';
import { simulatedContext } from './simulated-context.ts';

test('the brain does to its own stimuli, shown as any images, what is known of it', async () => {
  const context = simulatedContext();
  const { stimuli, region } = await simulatedVentral.load(context);
  const { truth } = await region('V4');
  const rows = [0, 17, 640, 1279];
  const images = await Promise.all(rows.map((row) => stimuli.stimuli[row]!.load()));
  const found = await simulatedVentral.respond(images, 'V4', context);
  expect(found.shape).toEqual([4, 88]);
  for (const [place, row] of rows.entries()) {
    const own = truth.responses.values.slice(row * 88, (row + 1) * 88);
    expect([...found.values.subarray(place * 88, (place + 1) * 88)]).toEqual([...own]);
  }
  const blank = { width: 50, height: 50, data: new Uint8Array(7500).fill(128) };
  const [grey] = (await simulatedVentral.respond([blank], 'V4', context)).values;
  expect(grey).toBeGreaterThan(0);
  expect(grey).toBeLessThan(Math.min(...[0, 88, 176].map((at) => found.values[at]!)));
});

test('IT cannot be shown other images, nor can a region that there is not', async () => {
  const context = simulatedContext();
  await expect(simulatedVentral.respond([], 'IT', context)).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: expect.stringContaining('which object was rendered'),
  });
  await expect(simulatedVentral.respond([], 'V1', context)).rejects.toMatchObject({
    code: 'OPTION_INVALID',
  });
});
