import { readModel } from '@ventral/onnx';
import { expectSlopes } from '@ventral/testing';
import { it } from 'vitest';
import { buildHmax } from '../src/build-hmax.ts';

it.each(['S1.11x11', 'C1', 'C2'])('%s of HMAX slopes by its pixels', async (value) => {
  const settings = { imageSize: 96, templatesPerSize: 4, seed: 1 };
  await expectSlopes(await readModel(buildHmax(settings)), { value, noise: [0.5, 0.2] });
});
