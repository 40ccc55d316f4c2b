import { countValues } from '@ventral/arrays';
import { RandomState } from '@ventral/numerics';
import type { WeightSource } from './weights.ts';

/**
 * Weights of an untrained network: filters uniform around 0 with a variance of two over the inputs of
 * a unit, so that rectified signals neither die out nor explode; no biases; normalisations that
 * change nothing.
 *
 * Reference: https://doi.org/10.1109/ICCV.2015.123 (He et al. 2015)
 */
export function randomWeights(seed: number): WeightSource {
  const random = new RandomState(seed);
  return ({ kind, shape }) => {
    const values = new Float32Array(countValues(shape));
    if (kind === 'scale' || kind === 'variance') return values.fill(1);
    if (kind !== 'filter') return values;
    const bound = Math.sqrt((6 * shape[0]!) / values.length);
    for (let at = 0; at < values.length; at++) {
      values[at] = bound * (2 * random.randomSample() - 1);
    }
    return values;
  };
}
