import { readModel } from '@ventral/onnx';
import { expectSlopes } from '@ventral/testing';
import { it } from 'vitest';
import { buildVone } from '../src/build-vone.ts';

it('the VOneBlock slopes by its pixels', async () => {
  await expectSlopes(await readModel(buildVone(0)), { value: 'pool', noise: [0, 0.5] });
});
