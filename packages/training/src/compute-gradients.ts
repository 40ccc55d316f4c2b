import type { NdArray } from '@ventral/arrays';
import { openGradient } from '@ventral/gradients';
import { checkTask } from './check-task.ts';
import { lossKinds } from './losses/loss-kinds.ts';
import type { Network, OnnxNetwork } from './network.ts';
import { prepareNetwork } from './prepare-network.ts';
import { realNumbers, tensor } from './tensors.ts';
import type { NamedArrays, TrainingTask } from './training-engine.ts';

/**
 * The loss of samples and its gradient by every parameter: what one step of a training follows.
 *
 * @throws VentralError `OPTION_INVALID` for a network that cannot be trained
 * @throws VentralError `SHAPE_MISMATCH` for arrays that do not fit the network
 * @throws VentralError `RESPONSES_INVALID` where the loss or a gradient is not finite
 */
export async function computeGradients({
  network,
  loss,
  precision = 'float32',
  ...arrays
}: Omit<TrainingTask<Network | OnnxNetwork>, 'optimizer' | 'batchSize' | 'moments'>): Promise<{
  readonly loss: number;
  readonly gradients: NamedArrays;
}> {
  const prepared = await prepareNetwork(network, precision);
  checkTask({ ...arrays, batchSize: 1 }, prepared);
  const { inputs, targets, initialParameters } = arrays;
  await using gradient = await openGradient(prepared.model, {
    of: lossKinds[loss].objective(prepared.output, '$targets'),
    by: Object.keys(prepared.parameters),
  });
  const feeds = Object.entries({ ...inputs, ...initialParameters, $targets: targets });
  const { objective, gradients } = await gradient.run(
    Object.fromEntries(feeds.map(([name, array]) => [name, tensor(array, precision)])),
  );
  const arraysOf: Record<string, NdArray> = {};
  for (const [name, result] of Object.entries(gradients)) arraysOf[name] = realNumbers(result);
  return { loss: objective, gradients: arraysOf };
}
