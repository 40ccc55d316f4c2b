import { VentralError } from '@ventral/errors';
import { embedWeights } from './embed-weights.ts';
import { type FloatWeights, magnitudeAt, readFloats, withFloats } from './float-weights.ts';
import { replaceTensors } from './graph-tensors.ts';
import { magnitudeCut } from './magnitude-cut.ts';
import type { OnnxModel } from './onnx-model.ts';
import { prunableWeights } from './prunable-weights.ts';

/** `global`: the smallest weights of the network; `layer`: the smallest of each layer. */
export type PruneScope = 'global' | 'layer';

/** How to prune. */
export interface PruneSettings {
  /** Share of the weights that are zero afterwards, from 0 to below 1. */
  readonly sparsity: number;
  /** @default 'global' */
  readonly scope?: PruneScope;
}

/** What became of the weights of one layer. */
export interface PrunedLayer {
  /** The value that the layer computes. */
  readonly name: string;
  /** The ONNX operator, such as `Conv`. */
  readonly operation: string;
  readonly weights: number;
  /** How many were zero already. */
  readonly zerosBefore: number;
  readonly zerosAfter: number;
}

/** A network with its smallest weights set to zero. */
export interface PrunedModel {
  /** Has no weights in other files. */
  readonly model: OnnxModel;
  /** In the order of computation. */
  readonly layers: readonly PrunedLayer[];
}

/**
 * Sets the smallest weights of a network to zero: those inside convolutions (`Conv`,
 * `ConvTranspose`) and matrix products (`Gemm`, `MatMul`), not biases, not normalisation. A weight
 * that several nodes share counts once, in the layer that uses it first.
 *
 * Of `n` weights, the `sparsity * n` smallest become zero, rounded to the nearest whole number
 * (halves up), in the whole network or in each layer. Those that are zero already are the smallest,
 * and are among them: a network that is sparser than asked for stays as it is. Of equal magnitudes
 * the first in the order of computation go first. The model that is given is not changed.
 *
 * Method: magnitude pruning without training in between. Time grows with the number of weights;
 * memory is that of the model and twice its weights.
 *
 * Reference: Han, Pool, Tran & Dally (2015), https://arxiv.org/abs/1506.02626
 *
 * @throws VentralError `OPTION_INVALID` for a sparsity outside its range, a model without such
 *   weights, or one too large for one file
 * @throws VentralError `MODEL_UNREADABLE` for weights that are not what their sizes say
 */
export async function pruneWeights(
  model: OnnxModel,
  { sparsity, scope = 'global' }: PruneSettings,
): Promise<PrunedModel> {
  if (!(sparsity >= 0 && sparsity < 1)) {
    throw new VentralError('OPTION_INVALID', `The sparsity is ${sparsity}.`, {
      hint: 'It is the share of weights that become zero: from 0 to below 1, such as 0.8.',
    });
  }
  const whole = await embedWeights(model);
  const found = prunableWeights(whole.graph);
  if (found.length === 0) {
    throw new VentralError('OPTION_INVALID', `${model.name} has no weights that can be pruned.`, {
      hint:
        'Pruned are constants of real numbers inside Conv, ConvTranspose, Gemm and MatMul; ' +
        'a quantised network has none.',
    });
  }
  const weights = found.map(({ tensor, layer }) => readFloats(tensor, `'${layer}'`));
  const before = weights.map(countZeros);
  for (const group of scope === 'global' ? [weights] : weights.map((one) => [one])) {
    const total = group.reduce((sum, { values }) => sum + values.length, 0);
    zeroSmallest(group, Math.round(sparsity * total));
  }
  const layers = found.map(({ layer, operation }, index) => {
    const one = weights[index] as FloatWeights;
    return {
      name: layer,
      operation,
      weights: one.values.length,
      zerosBefore: before[index] as number,
      zerosAfter: countZeros(one),
    };
  });
  const changed = found.flatMap(({ held, tensor }, index) =>
    before[index] === layers[index]?.zerosAfter
      ? []
      : [[held, withFloats(tensor, weights[index] as FloatWeights)] as const],
  );
  return { model: { ...whole, graph: replaceTensors(whole.graph, new Map(changed)) }, layers };
}

function zeroSmallest(weights: readonly FloatWeights[], count: number): void {
  const { threshold, ties } = magnitudeCut(weights, count);
  let left = ties;
  for (const one of weights) {
    for (let index = 0; index < one.values.length; index++) {
      const magnitude = magnitudeAt(one, index);
      if (magnitude > threshold || (magnitude === threshold && left-- <= 0)) continue;
      // A zero with a sign is one already, and stays as it is.
      if (magnitude > 0) one.values[index] = 0;
    }
  }
}

function countZeros(one: FloatWeights): number {
  let zeros = 0;
  for (let index = 0; index < one.values.length; index++) {
    if (magnitudeAt(one, index) === 0) zeros++;
  }
  return zeros;
}
