import { countValues, type NdArray } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { NetworkValues } from './network-plan.ts';
import type { TrainingTask } from './training-engine.ts';

/**
 * Checks the arrays of a training against its network.
 *
 * @returns the number of samples
 * @throws VentralError `OPTION_INVALID` for a batch size that is no whole number from 1
 * @throws VentralError `SHAPE_MISMATCH` naming the array that does not fit
 */
export function checkTask(
  {
    inputs,
    targets,
    initialParameters,
    batchSize,
    moments,
  }: Pick<TrainingTask, 'inputs' | 'targets' | 'initialParameters' | 'batchSize' | 'moments'>,
  network: NetworkValues,
): number {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new VentralError('OPTION_INVALID', `Batches of ${batchSize} samples cannot be made.`, {
      hint: 'Give a whole number from 1, such as 64.',
    });
  }
  const samples = targets.shape[0] ?? 0;
  checkArray('The targets', targets, [samples, ...(network.shapes[network.output] ?? [])]);
  for (const { name, shape } of network.inputs) {
    checkArray(`The samples of '${name}'`, inputs[name], [samples, ...shape]);
  }
  for (const [name, { shape }] of Object.entries(network.parameters)) {
    checkArray(`The parameter '${name}'`, initialParameters[name], shape);
    if (moments === undefined) continue;
    checkArray(`The first moment of '${name}'`, moments.first[name], shape);
    checkArray(`The second moment of '${name}'`, moments.second[name], shape);
  }
  return samples;
}

/**
 * Checks the order in which an epoch shows samples.
 *
 * @throws VentralError `OPTION_INVALID` for no sample, or one that is not there
 */
export function checkOrder(order: readonly number[], samples: number): void {
  const outside = order.find((row) => !(Number.isInteger(row) && row >= 0 && row < samples));
  if (outside === undefined && order.length > 0) return;
  throw new VentralError(
    'OPTION_INVALID',
    outside === undefined
      ? 'An epoch without samples trains nothing.'
      : `An epoch's order names sample ${outside}; there are ${samples}.`,
  );
}

/** @throws VentralError `SHAPE_MISMATCH` for another shape, or another number of values */
export function checkArray(
  what: string,
  array: NdArray | undefined,
  expected: readonly number[],
): void {
  const size = countValues(expected);
  const given = array === undefined ? 'missing' : `[${array.shape.join(', ')}]`;
  if (given === `[${expected.join(', ')}]` && array?.values.length === size) return;
  const values = array === undefined ? '' : ` with ${array.values.length} values`;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `${what}: ${given}${values}, where the network needs [${expected.join(', ')}].`,
  );
}
