import { RandomState } from '@ventral/numerics';
import { readModel } from '@ventral/onnx';
import { expectSlopes } from '@ventral/testing';
import { drawParameters } from '@ventral/training';
import { it } from 'vitest';
import { basenetNetwork } from '../src/basenet-network.ts';
import { buildBasenet } from '../src/build-basenet.ts';

it.each([
  ['the default BaseNet', {}],
  ['a BaseNet with other strides and pools', { strides: [1, 2, 1, 1, 1, 1], pooled: [1, 3, 5] }],
])('%s slopes by its pixels', async (_, hyperparameters) => {
  const network = basenetNetwork(hyperparameters);
  const parameters = drawParameters(network, new RandomState(0), 'he');
  const model = await readModel(buildBasenet(network, parameters));
  await expectSlopes(model, { value: 'class' });
});
