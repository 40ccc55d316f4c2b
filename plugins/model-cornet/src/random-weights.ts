import { RandomState } from '@ventral/numerics';
import { slotLength, type WeightSource } from './weights.ts';

/**
 * Weights of an untrained network: filters uniform around 0 with a variance of two over the inputs of
 * a unit, so that rectified signals neither die out nor explode; no biases; normalisations that
 * change nothing.
 *
 * Reference: https://doi.org/10.1109/ICCV.2015.123 (He et al. 2015)
 */
export function randomWeights(seed: number): WeightSource {
  const random = new RandomState(seed);
  return (slot) => {
    const values = new Float32Array(slotLength(slot));
    if (slot.kind === 'scale' || slot.kind === 'variance') return values.fill(1);
    if (slot.kind !== 'filter') return values;
    const bound = Math.sqrt((6 * (slot.shape[0] as number)) / values.length);
    for (let index = 0; index < values.length; index++) {
      values[index] = bound * (2 * random.randomSample() - 1);
    }
    return values;
  };
}
