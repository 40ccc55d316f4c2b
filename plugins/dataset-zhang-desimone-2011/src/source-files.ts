import type { PinnedFile } from '@ventral/core';
import { pinFiles } from '@ventral/files';
import { neuronChecksums } from './neuron-checksums.ts';

/** One file a neuron, by name. */
export const neuronFiles: readonly PinnedFile[] = pinFiles(
  'https://raw.githubusercontent.com/emeyers/NeuroDecodeR/826e2119a69d7879c3f58c75854272324dead2a7/' +
    'data-raw/raster/Zhang_Desimone_7object_raster_data_mat',
  neuronChecksums,
);
