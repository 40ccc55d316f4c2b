import { randomCornet } from '@ventral/model-cornet';
import { checkModel } from '@ventral/testkit';
import { describe, it } from 'vitest';
import { expectGoldenLayers } from './golden-layers.ts';

checkModel(randomCornet('S'), { layer: 'V1' });

describe('CORnet-S', () => {
  it('computes what PyTorch computes', () => expectGoldenLayers('S'));
});
