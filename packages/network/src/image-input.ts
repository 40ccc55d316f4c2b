import { VentralError } from '@ventral/errors';
import type { ImageSize, TensorLayout } from '@ventral/images';
import type { ModelInput } from '@ventral/onnx';

const imageTypes = ['float16', 'float32', 'float64'] as const;

/** What the images of a network may be made of. */
type ImageType = (typeof imageTypes)[number];

/** How a network wants its images. */
export interface ImageInput {
  /** Name of the input. */
  readonly name: string;
  /** What its images are made of; they are given as float32 in any case. */
  readonly type: ImageType;
  readonly layout: TensorLayout;
  readonly size: ImageSize;
  /** Images per run, where the file fixes it. */
  readonly batch: number | undefined;
}

/**
 * Finds out how a network wants its images.
 *
 * @param model what messages call it
 * @param inputs all that it wants to be fed
 * @param imageSize width and height in pixels, for files that leave them open
 * @throws VentralError `MODEL_INPUT_MISMATCH` for a network that does not take one colour image, or
 *   takes one of another size
 * @throws VentralError `OPTION_INVALID` where neither the file nor `imageSize` says the size
 */
export function imageInput(
  model: string,
  inputs: readonly ModelInput[],
  imageSize: number | undefined,
): ImageInput {
  const [input] = inputs;
  if (input === undefined || inputs.length > 1) {
    const names = inputs.map(({ name }) => `'${name}'`).join(', ');
    throw mismatch(`${model} takes ${inputs.length} inputs${names && ` (${names})`}`);
  }
  const { name, shape } = input;
  const type = imageTypes.find((one) => one === input.type);
  const sizes = shape.map((size) => size ?? '?').join(' x ');
  if (type === undefined || shape.length !== 4) {
    const stated = input.type ?? 'of an unusual type';
    throw mismatch(`Input '${name}' of ${model} is ${stated}, ${sizes}`);
  }
  const layout = layoutOf(shape);
  if (layout === undefined) {
    throw mismatch(`Input '${name}' of ${model} has no three channels: it is ${sizes}`);
  }
  const [statedHeight, statedWidth] = layout === 'NCHW' ? shape.slice(2) : shape.slice(1);
  const width = agreedSize(model, 'width', statedWidth, imageSize);
  const height = agreedSize(model, 'height', statedHeight, imageSize);
  const [batch] = shape;
  const bytes = (batch ?? 1) * 3 * width * height * Float32Array.BYTES_PER_ELEMENT;
  if (bytes <= mostBytes) return { name, type, layout, size: { width, height }, batch };
  throw new VentralError(
    'MODEL_INPUT_MISMATCH',
    `${model} takes ${batch ?? 1} x 3 x ${height} x ${width} values at once: more than 2 GB.`,
    { hint: 'Give a smaller --image-size, or export it for fewer images, or any number of them.' },
  );
}

const mostBytes = 2 ** 31;

/** Sizes of the input for a number of images, slowest first. */
export function inputShape<Batch extends number | undefined>(
  { layout, size: { width, height } }: ImageInput,
  batch: Batch,
): [Batch, number, number, number] {
  return layout === 'NCHW' ? [batch, 3, height, width] : [batch, height, width, 3];
}

function layoutOf([, second, , fourth]: readonly (number | undefined)[]): TensorLayout | undefined {
  if (second === 3) return 'NCHW';
  if (fourth === 3) return 'NHWC';
  return second === undefined ? 'NCHW' : undefined;
}

function agreedSize(
  name: string,
  side: 'width' | 'height',
  stated: number | undefined,
  asked: number | undefined,
): number {
  if (stated !== undefined && asked !== undefined && stated !== asked) {
    throw new VentralError(
      'MODEL_INPUT_MISMATCH',
      `${name} takes images of ${side} ${stated}, not ${asked}.`,
      { hint: `Leave out --image-size, or give --image-size ${stated}.` },
    );
  }
  const size = stated ?? asked;
  if (size === undefined) {
    throw new VentralError('OPTION_INVALID', `${name} takes images of any ${side}.`, {
      hint: 'Give the size in pixels that it was trained with, such as --image-size 224.',
    });
  }
  return size;
}

function mismatch(message: string): VentralError {
  return new VentralError('MODEL_INPUT_MISMATCH', `${message}.`, {
    hint:
      'A vision model takes one float32 (or float16, or float64) input of four dimensions: images x 3 ' +
      'x height x width, or images x height x width x 3. Export it so.',
  });
}
