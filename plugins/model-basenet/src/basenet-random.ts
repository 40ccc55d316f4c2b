import type { Model } from '@ventral/core';
import { basenetModel } from './basenet-model.ts';

/** The BaseNet of `basenet` before it learned anything; its layers were chosen in the same way. */
export const basenetRandom: Model = basenetModel({
  id: 'basenet-random',
  title: 'BaseNet with random weights, untrained: six convolutions, 64 pixels',
  regionLayers: { V4: 'pool2', IT: 'pool2' },
});
