import { readModel } from '@ventral/onnx';
import { expectSlopes } from '@ventral/testing';
import { it } from 'vitest';
import { buildCornet } from '../src/cornets.ts';
import { randomWeights } from '../src/random-weights.ts';

it.each(['Z', 'RT', 'S'] as const)('CORnet-%s slopes by its pixels', async (variant) => {
  const model = await readModel(buildCornet(variant, randomWeights(0)));
  await expectSlopes(model, { value: 'decoder' });
});
