import type { Model } from '@ventral/core';
import { basenetModel } from './basenet-model.ts';
import { committedLayers } from './committed-layers.ts';

/** The BaseNet of {@link basenet} before it learned anything: seed 0. */
export const basenetRandom: Model = basenetModel({
  id: 'basenet-random',
  title: 'BaseNet with random weights, untrained: six convolutions, 64 pixels',
  regionLayers: committedLayers,
});
