import { type Preprocessing, preprocessings } from '@ventral/images';

/** Images from -1 to 1. */
export const preprocessing: Preprocessing = {
  ...preprocessings.torch,
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
};
