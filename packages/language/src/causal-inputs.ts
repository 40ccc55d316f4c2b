import { VentralError } from '@ventral/errors';
import type { ElementType, ModelInput, Tensor, TensorValues } from '@ventral/onnx';

/** What a causal language model takes: ids of tokens, and whatever its exporter wrote beside them. */
export interface CausalInputs {
  readonly name: string;
  readonly ids: ModelInput;
  /** 1 for a token, 0 behind the end of a text. */
  readonly mask?: ModelInput | undefined;
  /** Where each token stands in its window, from 0. */
  readonly positions?: ModelInput | undefined;
  /** Of the kind that is 0 for a text alone. */
  readonly kinds?: ModelInput | undefined;
  /** Keys and values of tokens before: of none. */
  readonly past: readonly ModelInput[];
  /** Texts and tokens that the file fixes, where it does. */
  readonly rows: number | undefined;
  readonly length: number | undefined;
}

/**
 * Finds out by name, type and number of axes what a language model takes, as PyTorch and `optimum` export them: with or
 * without a mask, positions, and the keys and values of tokens before (`past_key_values.0.key`), which are empty here.
 *
 * @throws VentralError `MODEL_INPUT_MISMATCH` for a model that takes no ids of tokens, or something else beside them
 */
export function causalInputs(name: string, inputs: readonly ModelInput[]): CausalInputs {
  const whole = inputs.filter(({ type }) => type === 'int64' || type === 'int32');
  const of = (pattern: RegExp) => whole.find((input) => pattern.test(input.name));
  const mask = inputs.find((input) => /mask/i.test(input.name));
  const positions = of(/position/i);
  const kinds = of(/token_type|segment/i);
  const past = inputs.filter(
    ({ name: one, type }) => isReal(type) && /past|cache|state/i.test(one),
  );
  const beside = new Set([mask, positions, kinds, ...past]);
  const left = inputs.filter((input) => !beside.has(input));
  const ids = left.find((input) => input.name === 'input_ids') ?? left[0];
  const isOfTokens = ids !== undefined && whole.includes(ids) && ids.shape.length >= 2;
  if (!isOfTokens || left.length > 1) {
    const listed = inputs.map((input) => `${input.name} (${input.type ?? 'no tensor'})`).join(', ');
    throw new VentralError(
      'MODEL_INPUT_MISMATCH',
      `${name} is no causal language model: it takes ${listed}.`,
      {
        hint:
          'Give one that takes ids of tokens (input_ids, texts x tokens, int64) and, beside them, at most a mask, ' +
          'positions and keys and values of earlier tokens.',
      },
    );
  }
  const [rows, length] = [ids.shape[0], ids.shape.at(-1)];
  return { name, ids, mask, positions, kinds, past, rows, length };
}

function isReal(type: ElementType | undefined): type is 'float16' | 'float32' | 'float64' {
  return type === 'float16' || type === 'float32' || type === 'float64';
}

/** Sizes of all inputs for so many texts of so many tokens. */
export function inputSizes(
  inputs: CausalInputs,
  rows: number,
  length: number,
): Map<ModelInput, readonly number[]> {
  const { ids, mask, positions, kinds, past } = inputs;
  const ofTokens = (input: ModelInput) =>
    input.shape.map((size, axis) => {
      if (axis === input.shape.length - 1) return length;
      return size ?? (axis === 0 ? rows : 1);
    });
  const given = [ids, mask, positions, kinds].filter((input) => input !== undefined);
  return new Map([
    ...given.map((input) => [input, ofTokens(input)] as const),
    ...past.map((input) => {
      // Texts x heads x tokens x width: what the file leaves open last are the tokens.
      const tokens = input.shape.lastIndexOf(undefined);
      return [
        input,
        input.shape.map((size, axis) => size ?? (axis === tokens ? 0 : rows)),
      ] as const;
    }),
  ]);
}

/**
 * What is fed to read texts side by side.
 *
 * @param texts ids of each; shorter ones are filled up behind their end, which nothing before it sees
 * @param rows texts to feed, at least as many; the last one is repeated
 * @param length tokens of each, at least as many as of the longest
 */
export function causalFeeds(
  inputs: CausalInputs,
  texts: readonly Int32Array[],
  rows: number,
  length: number,
): Readonly<Record<string, Tensor>> {
  const { ids, mask, positions } = inputs;
  const valueAt = (input: ModelInput, row: number, at: number): number => {
    const text = texts[Math.min(row, texts.length - 1)] as Int32Array;
    if (input === ids) return text[at] ?? text[text.length - 1] ?? 0;
    if (input === mask) return Number(at < text.length);
    return input === positions ? at : 0;
  };
  const feeds: Record<string, Tensor> = {};
  for (const [input, shape] of inputSizes(inputs, rows, length)) {
    const type = input.type ?? 'float32';
    const count = shape.reduce((product, size) => product * size, 1);
    const values = emptyValues(type, count);
    // All but the keys and values of earlier tokens, of which there are none.
    for (let cell = 0; cell < count; cell++) {
      const value = valueAt(input, Math.floor((cell * rows) / count), cell % length);
      values[cell] =
        values instanceof BigInt64Array
          ? BigInt(value)
          : type === 'float16'
            ? 0x3c00 * value
            : value;
    }
    feeds[input.name] = { type, shape, values };
  }
  return feeds;
}

function emptyValues(
  type: ElementType,
  count: number,
): Exclude<TensorValues, string[] | BigUint64Array> {
  if (type === 'int64') return new BigInt64Array(count);
  if (type === 'int32') return new Int32Array(count);
  if (type === 'float64') return new Float64Array(count);
  if (type === 'float16') return new Uint16Array(count);
  return type === 'bool' ? new Uint8Array(count) : new Float32Array(count);
}
