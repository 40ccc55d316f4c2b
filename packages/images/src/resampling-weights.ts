/** The ways to resize. */
export const resizeFilters = ['nearest', 'box', 'bilinear', 'bicubic', 'lanczos'] as const;

/** A way to resize; every one but `nearest` averages over what an output pixel covers. */
export type ResizeFilter = (typeof resizeFilters)[number];

/** A filter that weighs input pixels by their distance. */
export type WeighingFilter = Exclude<ResizeFilter, 'nearest'>;

/** Which input pixels make up each output pixel along one axis, and with what weights. */
export interface ResamplingWeights {
  /** Index of the first input pixel, for each output pixel. */
  readonly starts: Int32Array;
  /** Number of input pixels, for each output pixel. */
  readonly counts: Int32Array;
  /** Weights in fixed point, `outputs x taps`; unused taps are 0. */
  readonly weights: Int32Array;
  /** Room for input pixels per output pixel. */
  readonly taps: number;
}

interface Kernel {
  /** Distance from the centre, in pixels, beyond which weights are 0. */
  readonly support: number;
  weight(distance: number): number;
}

const kernels: Readonly<Record<WeighingFilter, Kernel>> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { support: 2, weight: (x) => cubic(Math.abs(x), -0.5) },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/**
 * The weights with which Pillow resizes `input` pixels to `output` pixels along one axis.
 *
 * Method: the kernel is centred on each output pixel and, when the image shrinks, widened by the
 * factor it shrinks by (antialiasing); weights are normalised to 1 and rounded to fixed point.
 * Reference: Keys (1981), doi:10.1109/TASSP.1981.1163711, for the cubic; Duchon (1979),
 * doi:10.1175/1520-0450(1979)018<1016:LFIOAT>2.0.CO;2, for Lanczos' filter.
 *
 * @param bits binary digits after the point of a weight
 */
export function resamplingWeights(
  input: number,
  output: number,
  filter: WeighingFilter,
  bits: number,
): ResamplingWeights {
  const kernel = kernels[filter];
  const scale = input / output;
  const widening = Math.max(scale, 1);
  const support = kernel.support * widening;
  const taps = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(output);
  const counts = new Int32Array(output);
  const weights = new Int32Array(output * taps);
  const exact = new Float64Array(taps);
  for (let pixel = 0; pixel < output; pixel++) {
    const centre = (pixel + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(input, Math.trunc(centre + support + 0.5)) - start;
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      const weight = kernel.weight((start + tap - centre + 0.5) * (1 / widening));
      exact[tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < count; tap++) {
      weights[pixel * taps + tap] = roundHalfAway((exact[tap]! / sum) * 2 ** bits);
    }
    starts[pixel] = start;
    counts[pixel] = count;
  }
  return { starts, counts, weights, taps };
}

function cubic(x: number, a: number): number {
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
}

function roundHalfAway(value: number): number {
  return Math.trunc(value < 0 ? value - 0.5 : value + 0.5);
}
