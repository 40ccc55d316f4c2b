import { simulatedVentral } from '@ventral/dataset-simulated-ventral';
import { expect, test } from 'vitest';
import { simulatedContext } from './simulated-context.ts';

// Images are rendered once for all.
const context = simulatedContext();

test.each([
  ['V1', 102],
  ['V4', 88],
])('%s does to its own stimuli, shown as any images, what is known of it', async (name, sites) => {
  const { stimuli, region } = await simulatedVentral.load(context);
  const { truth } = await region(name);
  const rows = [0, 17, 640, 1279];
  const images = await Promise.all(rows.map((row) => stimuli.stimuli[row]!.load()));
  const blank = { width: 50, height: 50, data: new Uint8Array(7500).fill(128) };
  const { shape, values } = await simulatedVentral.respond([...images, blank], name, context);
  expect(shape).toEqual([5, sites]);
  const ratesTo = (place: number) => [...values.subarray(place * sites, (place + 1) * sites)];
  for (const [place, row] of rows.entries()) {
    const own = truth.responses.values.slice(row * sites, (row + 1) * sites);
    expect(ratesTo(place)).toEqual([...own]);
    // A blank image drives no site; another drives some.
    for (const [site, rate] of ratesTo(4).entries()) {
      expect(rate).toBeGreaterThan(0);
      expect(rate).toBeLessThanOrEqual(own[site]!);
    }
    expect(ratesTo(4)).not.toEqual(ratesTo(place));
  }
});

test('IT cannot be shown other images, nor can a region that there is not', async () => {
  await expect(simulatedVentral.respond([], 'IT', context)).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: expect.stringContaining('which object was rendered'),
  });
  await expect(simulatedVentral.respond([], 'V2', context)).rejects.toMatchObject({
    code: 'OPTION_INVALID',
  });
});
