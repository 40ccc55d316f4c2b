import { VentralError } from '@ventral/errors';
import { listSlots } from './cornets.ts';
import type { TorchTensor } from './torch-tensor.ts';
import type { WeightSlot } from './weights.ts';

/**
 * Finds out which network of the family a state dict is of, and which of its arrays goes where.
 *
 * Names are not used: they are those of the authors' code, which this is not built from. Arrays are
 * told apart by what they do (PyTorch's own ending of the name), by their sizes, and among equals by
 * their order, which is taken to be that of computation: area by area and step by step, with the skip
 * before the steps. Filters all differ in size; order decides between normalisations of one size.
 *
 * @throws VentralError `MODEL_UNREADABLE` for a state dict of another network
 */
export function matchWeights(tensors: ReadonlyMap<string, TorchTensor>, file: string) {
  const kept = [...tensors].filter(([name]) => !name.endsWith('.num_batches_tracked'));
  const given = kept.map(([name, tensor]) => ({
    values: tensor.values,
    key: slotKey({ kind: kindOf(name, tensor, tensors), shape: tensor.shape }),
  }));
  const found = given.map(({ key }) => key).sort();
  // CORnet-RT is left out: what the paper leaves open of it cannot be told from its weights.
  const variant = (['S', 'Z'] as const).find((one) => {
    const wanted = listSlots(one).map(slotKey).sort();
    return wanted.length === found.length && wanted.every((key, index) => key === found[index]);
  });
  if (variant === undefined) {
    throw new VentralError(
      'MODEL_UNREADABLE',
      `${file} holds ${found.length} arrays of weights, which are not those of CORnet-S or CORnet-Z.`,
      { hint: 'Give the file of one of these two; others can be exported to ONNX.' },
    );
  }
  const waiting = new Map<string, TorchTensor['values'][]>();
  for (const { key, values } of given) waiting.set(key, [...(waiting.get(key) ?? []), values]);
  return {
    variant,
    weights(slot: WeightSlot) {
      const values = waiting.get(slotKey(slot))?.shift() as Float32Array;
      return values instanceof Float32Array ? values : Float32Array.from(values);
    },
  };
}

function slotKey({ kind, shape }: WeightSlot): string {
  return `${kind} ${shape.join('x')}`;
}

function kindOf(
  name: string,
  { shape }: TorchTensor,
  tensors: ReadonlyMap<string, TorchTensor>,
): WeightSlot['kind'] {
  const module = name.slice(0, name.lastIndexOf('.'));
  if (name.endsWith('.running_mean')) return 'mean';
  if (name.endsWith('.running_var')) return 'variance';
  if (name.endsWith('.bias')) {
    return tensors.get(`${module}.weight`)?.shape.length === 1 ? 'shift' : 'bias';
  }
  return shape.length === 1 ? 'scale' : 'filter';
}
