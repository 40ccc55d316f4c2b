import type { ReadoutGradient } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { RandomState } from '@ventral/numerics';
import { fourierParametrization } from './fourier-parametrization.ts';
import type { Parametrization, PlaneSize } from './parametrization.ts';
import { pixelParametrization } from './pixel-parametrization.ts';
import { addVariationSlope } from './total-variation.ts';

/** What images can be made of, by name. */
const parametrizations = {
  fourier: fourierParametrization,
  pixels: pixelParametrization,
} as const satisfies Readonly<Record<string, Parametrization>>;

/** Name of what images are made of. */
export type ParametrizationName = keyof typeof parametrizations;

/** How images are made. */
export interface SynthesisOptions {
  /** @default 'fourier' */
  readonly parametrization?: ParametrizationName | undefined;
  /** @default 200 */
  readonly steps?: number | undefined;
  /**
   * Length of the first step in standard deviations of the slope; steps become shorter evenly, so that a pattern
   * is not overstepped at the end.
   * @default 0.1 of `fourier`, 0.01 of `pixels`
   */
  readonly stepSize?: number | undefined;
  /**
   * How far an image is shifted at most before each step, in pixels; what leaves it comes in on the other side.
   * @default 1/16 of the width
   */
  readonly jitter?: number | undefined;
  /**
   * Weight of the total variation, of pixels from 0 to 1.
   * @default 0 of `fourier`, 2000 of `pixels`
   */
  readonly smoothness?: number | undefined;
  /** @default 'grey' */
  readonly colors?: 'grey' | 'rgb' | undefined;
  /** Of what is drawn. */
  readonly seed: number;
  /** Number of the first image: an image is made alike in any batch. */
  readonly first?: number | undefined;
  /** Called before each step; may throw, to stop. */
  readonly onStep?: ((step: number, steps: number) => void) | undefined;
}

/** Images that were made. */
export interface SynthesizedImages {
  /** From 0 (black) to 1: `images x height x width x 3`. */
  readonly pixels: Float32Array;
  /** What was predicted of the jittered images before the last step: `images x sites`. */
  readonly responses: Float32Array;
}

/**
 * Makes images by gradient ascent on what is wanted of predicted responses. Each begins as noise of its own;
 * at each step it is shifted at random, and moves by the slope over its standard deviation, less that of its
 * total variation.
 *
 * Time is that of `steps` runs forward and backward; memory that of the images and of what they are given to.
 *
 * Reference: Bashivan, Kar & DiCarlo (2019), https://doi.org/10.1126/science.aav9436
 *
 * @param goals of each site for each image, `images x sites`
 * @param count of images
 * @throws VentralError `OPTION_INVALID` for steps, a step size, jitter or smoothness that cannot be used
 */
export async function synthesizeImages(
  gradient: ReadoutGradient,
  goals: Float32Array,
  count: number,
  options: SynthesisOptions,
): Promise<SynthesizedImages> {
  const { parametrization = 'fourier', steps = 200, colors = 'grey', seed, first = 0 } = options;
  const { width, height } = gradient.size;
  const made: Parametrization = parametrizations[parametrization];
  const { stepSize = made.stepSize, jitter = Math.round(width / 16) } = options;
  const { smoothness = parametrization === 'pixels' ? 2000 : 0 } = options;
  requireSettings({ steps, stepSize, jitter, smoothness }, Math.min(width, height));
  const planes = colors === 'grey' ? 1 : 3;
  const size: PlaneSize = { width, height, planes };
  const area = width * height;
  const length = planes * area;
  const randoms = Array.from({ length: count }, (_, at) => randomOfImage(seed, first + at));
  const numbers = new Float32Array(count * length);
  for (const [at, random] of randoms.entries()) numbers.set(made.draw(size, random), at * length);
  const pixels = new Float32Array(count * 3 * area);
  let responses: Float32Array = new Float32Array(goals.length);
  for (let step = 0; step < steps; step++) {
    options.onStep?.(step, steps);
    const values = await made.toValues(numbers, size);
    const shifts = randoms.map((random) => drawShift(random, jitter));
    for (const [at, shift] of shifts.entries()) {
      writePixels(values.subarray(at * length, (at + 1) * length), size, shift, pixels, at);
    }
    const found = await gradient.run(pixels, goals);
    responses = found.responses;
    const slopes = new Float32Array(values.length);
    for (const [at, shift] of shifts.entries()) {
      const own = slopes.subarray(at * length, (at + 1) * length);
      readSlopes(found.gradients, at, size, shift, own);
      if (smoothness === 0) continue;
      for (let plane = 0; plane < planes; plane++) {
        const from = at * length + plane * area;
        const [image, into] = [values, slopes].map((all) => all.subarray(from, from + area));
        addVariationSlope(image!, width, -smoothness, into!);
      }
    }
    const byNumbers = await made.toSlopes(slopes, values, size);
    for (let at = 0; at < count; at++) {
      const [own, slope] = [numbers, byNumbers].map((all) =>
        all.subarray(at * length, (at + 1) * length),
      );
      climb(own!, slope!, stepSize * (1 - step / steps));
    }
    made.confine(numbers);
  }
  const values = await made.toValues(numbers, size);
  for (let at = 0; at < count; at++) {
    writePixels(values.subarray(at * length, (at + 1) * length), size, noShift, pixels, at);
  }
  return { pixels, responses };
}

/**
 * Random images, drawn as those that {@link synthesizeImages} begins with.
 *
 * @returns `images x height x width x 3`
 */
export async function drawImages(
  { width, height }: ReadoutGradient['size'],
  count: number,
  {
    parametrization = 'fourier',
    colors = 'grey',
    seed,
    first = 0,
  }: Pick<SynthesisOptions, 'parametrization' | 'colors' | 'seed' | 'first'>,
): Promise<Float32Array> {
  const size: PlaneSize = { width, height, planes: colors === 'grey' ? 1 : 3 };
  const made: Parametrization = parametrizations[parametrization];
  const pixels = new Float32Array(count * 3 * width * height);
  for (let at = 0; at < count; at++) {
    const numbers = made.draw(size, randomOfImage(seed, first + at));
    writePixels(await made.toValues(numbers, size), size, noShift, pixels, at);
  }
  return pixels;
}

interface Shift {
  readonly right: number;
  readonly down: number;
}

const noShift: Shift = { right: 0, down: 0 };

function randomOfImage(seed: number, image: number): RandomState {
  return new RandomState((seed * 1_000_003 + image) % 2 ** 32);
}

function drawShift(random: RandomState, most: number): Shift {
  const draw = () => random.randint(2 * most + 1) - most;
  return most === 0 ? noShift : { right: draw(), down: draw() };
}

/** Writes an image of planes, shifted, as red, green and blue of each pixel. */
function writePixels(
  values: Float32Array,
  size: PlaneSize,
  shift: Shift,
  into: Float32Array,
  image: number,
): void {
  const { width, height, planes } = size;
  const area = width * height;
  for (let color = 0; color < 3; color++) {
    const plane = planes === 1 ? 0 : color * area;
    for (let y = 0; y < height; y++) {
      const { row, turn } = shiftedRow(size, shift, y);
      let to = 3 * (image * area + row + turn) + color;
      for (let x = 0; x < width; x++, to += 3) {
        if (x === width - turn) to -= 3 * width;
        into[to] = values[plane + y * width + x]!;
      }
    }
  }
}

/** Slopes by the values of planes, of slopes by the pixels of an image shifted by {@link writePixels}. */
function readSlopes(
  gradients: Float32Array,
  image: number,
  size: PlaneSize,
  shift: Shift,
  into: Float32Array,
): void {
  const { width, height, planes } = size;
  const area = width * height;
  for (let color = 0; color < 3; color++) {
    const plane = planes === 1 ? 0 : color * area;
    for (let y = 0; y < height; y++) {
      const { row, turn } = shiftedRow(size, shift, y);
      let from = 3 * (image * area + row + turn) + color;
      for (let x = 0; x < width; x++, from += 3) {
        if (x === width - turn) from -= 3 * width;
        into[plane + y * width + x]! += gradients[from]!;
      }
    }
  }
}

/** Where a row goes: its first pixel, and how far it is turned to the right. */
function shiftedRow({ width, height }: PlaneSize, { right, down }: Shift, y: number) {
  return { row: ((y + down + height) % height) * width, turn: (right + width) % width };
}

/** Moves numbers along a slope over its standard deviation; one without slope stays. */
function climb(numbers: Float32Array, slope: Float32Array, stepSize: number): void {
  let [sum, squares] = [0, 0];
  for (let at = 0; at < slope.length; at++) {
    sum += slope[at]!;
    squares += slope[at]! ** 2;
  }
  const deviation = Math.sqrt(Math.max(0, squares / slope.length - (sum / slope.length) ** 2));
  if (deviation === 0) return;
  const factor = stepSize / deviation;
  for (let at = 0; at < numbers.length; at++) numbers[at]! += factor * slope[at]!;
}

function requireSettings(
  settings: Readonly<Record<'steps' | 'stepSize' | 'jitter' | 'smoothness', number>>,
  side: number,
): void {
  const { steps, stepSize, jitter, smoothness } = settings;
  const checks = [
    ['steps', steps, 'a whole number from 1', Number.isInteger(steps) && steps >= 1],
    ['step size', stepSize, 'a number above 0', stepSize > 0 && Number.isFinite(stepSize)],
    [
      ...(['jitter', jitter, `whole pixels, from 0 to ${side - 1}`] as const),
      Number.isInteger(jitter) && jitter >= 0 && jitter < side,
    ],
    ['smoothness', smoothness, 'a weight from 0', smoothness >= 0 && Number.isFinite(smoothness)],
  ] as const;
  for (const [name, value, hint, isUsable] of checks) {
    if (isUsable) continue;
    throw new VentralError('OPTION_INVALID', `Images cannot be made with ${name} ${value}.`, {
      hint: `Give ${hint}.`,
    });
  }
}
