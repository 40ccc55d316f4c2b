import { VentralError } from '@ventral/errors';
import {
  type OnnxModel,
  openSession,
  type SessionOptions,
  type Tensor,
  toFloat32,
} from '@ventral/onnx';
import { differentiate, type GradientRequest } from './differentiate.ts';

/** An objective and its gradients for some samples. */
export interface ComputedGradients {
  readonly objective: number;
  /** By name of the input or weight, of its type and sizes. */
  readonly gradients: Readonly<Record<string, Tensor>>;
  /** What was to be kept, by name. */
  readonly kept: Readonly<Record<string, Tensor>>;
}

/** A derivative that is ready to run. Close it when done: its memory is not the garbage collector's. */
export interface OpenGradient extends AsyncDisposable {
  /**
   * Computes the objective and its gradients, forward and backward in one run.
   *
   * @param feeds a tensor for each input of the network and of the objective, by name
   * @throws VentralError `RESPONSES_INVALID` where the objective or a gradient is NaN or infinite
   * @throws VentralError `SHAPE_MISMATCH` where an input was repeated for the samples of another
   * @throws VentralError `MODEL_FAILED` with the runtime's reason, such as a target that does not fit
   */
  run(feeds: Readonly<Record<string, Tensor>>): Promise<ComputedGradients>;
}

/**
 * Differentiates a network and makes the result ready to run.
 *
 * @throws VentralError as {@link differentiate} and `openSession` do
 */
export async function openGradient(
  model: OnnxModel,
  request: GradientRequest,
  options: SessionOptions = {},
): Promise<OpenGradient> {
  const { model: derivative, objective, gradients } = await differentiate(model, request);
  const session = await openSession(derivative, options);
  const keep = request.keep ?? [];
  return {
    async run(feeds) {
      const results = await session.run(feeds);
      const result = (name: string) => results[name] as Tensor;
      const computed = Object.fromEntries(
        Object.entries(gradients).map(([variable, name]) => [variable, result(name)]),
      );
      const [value = Number.NaN] = numbersOf(result(objective));
      requireFinite('The objective', [value], model.name);
      for (const [variable, tensor] of Object.entries(computed)) {
        requireFinite(`The gradient by '${variable}'`, numbersOf(tensor), model.name);
        requireSameShape(variable, tensor, feeds[variable]);
      }
      const kept = Object.fromEntries(keep.map((name) => [name, result(name)]));
      return { objective: value, gradients: computed, kept };
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

/** Half precision comes as bits. */
function numbersOf(tensor: Tensor): ArrayLike<number> & Iterable<number> {
  return tensor.type === 'float16' ? toFloat32(tensor) : (tensor.values as Float32Array);
}

/** Where inputs of the network have different numbers of samples, one may have been repeated for another. */
function requireSameShape(variable: string, { shape }: Tensor, fed: Tensor | undefined): void {
  if (fed === undefined || String(fed.shape) === String(shape)) return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `The gradient by '${variable}' is ${shape.join(' x ')}, and the input ${fed.shape.join(' x ')}: it was ` +
      'repeated for the samples of another input.',
    { hint: 'Feed as many samples to each input.' },
  );
}

function requireFinite(what: string, values: ArrayLike<number>, name: string): void {
  // What is not finite stays so in a sum, which is quick; only sums of very large numbers may mislead.
  if (Number.isFinite(sumOf(values))) return;
  for (let index = 0; index < values.length; index++) {
    if (Number.isFinite(values[index])) continue;
    throw new VentralError(
      'RESPONSES_INVALID',
      `${what} of ${name} holds ${values[index]} at position ${index}.`,
      {
        hint:
          'Look at the inputs: values far from those that the network was trained on overflow, and the ' +
          'logarithm, the root or the norm of 0 has no slope. A correlation or similarity has no value for one ' +
          'sample, nor where samples are all alike.',
      },
    );
  }
}

/** In four parts, none of which waits for the one before. */
function sumOf(values: ArrayLike<number>): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let index = values.length % 4;
  for (let rest = 0; rest < index; rest++) first += values[rest]!;
  for (; index < values.length; index += 4) {
    first += values[index]!;
    second += values[index + 1]!;
    third += values[index + 2]!;
    fourth += values[index + 3]!;
  }
  return first + second + third + fourth;
}
