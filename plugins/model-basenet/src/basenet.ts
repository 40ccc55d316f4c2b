import type { Model } from '@ventral/core';
import { basenetModel } from './basenet-model.ts';
import { basenetNetwork } from './basenet-network.ts';
import { readParameters } from './parameter-file.ts';
import { trainedWeights } from './trained-weights.ts';

const file = new URL('../weights/basenet.bin', import.meta.url);

/**
 * The BaseNet that this package ships, trained by `scripts/train.mjs` to name the 64 objects of
 * simulated images. Its layers were chosen on simulated V4 and IT of another seed than that of the
 * data set.
 *
 * @throws VentralError `MODEL_UNREADABLE` where the weights are damaged, when it is opened
 */
export const basenet: Model = basenetModel({
  id: 'basenet',
  title: 'BaseNet trained to name simulated objects: six convolutions, 64 pixels',
  parameters: () => readParameters(basenetNetwork(), file, trainedWeights),
  regionLayers: { V4: 'pool1', IT: 'pool6' },
});
