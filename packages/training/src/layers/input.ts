import type { InputLayer } from '../network.ts';
import type { LayerKind } from './layer-kind.ts';

/** Samples: fed, not computed. */
export const input: LayerKind<InputLayer> = {
  reads: () => [],
  shape: ({ shape }) =>
    shape.length > 0 && shape.every((size) => Number.isInteger(size) && size > 0)
      ? shape
      : `has samples of shape [${shape.join(', ')}]; sizes are whole numbers from 1`,
  parameters: () => ({}),
  forward() {},
};
