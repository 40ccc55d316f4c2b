/** Orientations of the filters, of contours that run from 0 to 180 degrees, evenly spaced. */
export const orientationCount = 8;

/** Amplitudes of oriented contrast on a grid. */
export interface OrientedContrast {
  /** Points per row, and rows. */
  readonly size: number;
  /** For each orientation, row-major amplitudes. */
  readonly amplitudes: readonly Float32Array[];
}

// In pixels of the image that is filtered.
const wavelength = 4.8;
const spread = 2.2;
const reach = 6;
// Every second pixel in both directions: the amplitude varies slowly.
const stride = 2;

/**
 * The local amplitude of each orientation: the modulus of complex Gabor filters, whose wavelength is
 * 4.8 pixels, at every second pixel. Beyond the edges the image is its mean.
 *
 * Method: a Gabor filter with a round envelope is a product of one along x and one along y.
 *
 * @param image row-major, `size x size`
 */
export function orientedContrast(image: Float32Array, size: number): OrientedContrast {
  const mean = image.reduce((sum, value) => sum + value, 0) / image.length;
  const centred = image.map((value) => value - mean);
  const amplitudes: Float32Array[] = [];
  const alongX = new Map<string, readonly [Float32Array, Float32Array]>();
  for (let orientation = 0; orientation < orientationCount; orientation++) {
    // Waves run across the contour.
    const angle = (Math.PI * orientation) / orientationCount + Math.PI / 2;
    const [waveX, waveY] = [Math.cos(angle), Math.sin(angle)];
    // Two orientations that mirror each other share their filter along x, up to its sign.
    const key = Math.abs(waveX).toFixed(6);
    const rows = alongX.get(key) ?? filterRows(centred, size, Math.abs(waveX));
    alongX.set(key, rows);
    amplitudes.push(filterColumns(rows, size, waveX < 0 ? -waveY : waveY));
  }
  return { size: Math.ceil(size / stride), amplitudes };
}

/** Real and imaginary parts, `size` rows of every second column. */
function filterRows(image: Float32Array, size: number, wave: number) {
  const { cosines, sines } = kernel(wave);
  const width = Math.ceil(size / stride);
  const real = new Float32Array(size * width);
  const imaginary = new Float32Array(size * width);
  for (let y = 0; y < size; y++) {
    for (let column = 0; column < width; column++) {
      const x = column * stride;
      const from = Math.max(0, reach - x);
      const to = Math.min(2 * reach, reach + size - 1 - x);
      let [re, im] = [0, 0];
      for (let tap = from; tap <= to; tap++) {
        const value = image[y * size + x + tap - reach]!;
        re += cosines[tap]! * value;
        im += sines[tap]! * value;
      }
      real[y * width + column] = re;
      imaginary[y * width + column] = im;
    }
  }
  return [real, imaginary] as const;
}

/** Amplitudes at every second row. */
function filterColumns(
  [real, imaginary]: readonly [Float32Array, Float32Array],
  size: number,
  wave: number,
): Float32Array {
  const { cosines, sines } = kernel(wave);
  const width = Math.ceil(size / stride);
  const amplitudes = new Float32Array(width * width);
  for (let row = 0; row < width; row++) {
    const y = row * stride;
    const from = Math.max(0, reach - y);
    const to = Math.min(2 * reach, reach + size - 1 - y);
    for (let column = 0; column < width; column++) {
      let [re, im] = [0, 0];
      for (let tap = from; tap <= to; tap++) {
        const at = (y + tap - reach) * width + column;
        const [a, b] = [real[at]!, imaginary[at]!];
        re += cosines[tap]! * a - sines[tap]! * b;
        im += sines[tap]! * a + cosines[tap]! * b;
      }
      amplitudes[row * width + column] = Math.sqrt(re * re + im * im);
    }
  }
  return amplitudes;
}

/**
 * Real and imaginary part of a complex Gabor filter at one point of an image, as {@link orientedContrast} has
 * them, each row-major, `side x side` taps about the point.
 *
 * @param orientation of the contour, in steps of 22.5 degrees
 */
export function gaborFilter(orientation: number): {
  readonly side: number;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
} {
  const angle = (Math.PI * orientation) / orientationCount + Math.PI / 2;
  const [alongX, alongY] = [kernel(Math.cos(angle)), kernel(Math.sin(angle))];
  const side = 2 * reach + 1;
  const [real, imaginary] = [new Float64Array(side ** 2), new Float64Array(side ** 2)];
  for (let at = 0; at < side ** 2; at++) {
    const [x, y] = [at % side, Math.floor(at / side)];
    const [a, b] = [alongX.cosines[x]!, alongX.sines[x]!];
    const [c, d] = [alongY.cosines[y]!, alongY.sines[y]!];
    real[at] = a * c - b * d;
    imaginary[at] = a * d + b * c;
  }
  return { side, real, imaginary };
}

function kernel(wave: number) {
  const taps = Array.from({ length: 2 * reach + 1 }, (_, tap) => tap - reach);
  const envelope = taps.map((offset) => Math.exp(-(offset ** 2) / (2 * spread ** 2)));
  const sum = envelope.reduce((total, value) => total + value, 0);
  const phase = (offset: number) => (2 * Math.PI * wave * offset) / wavelength;
  return {
    cosines: Float64Array.from(taps, (o, tap) => (envelope[tap]! / sum) * Math.cos(phase(o))),
    sines: Float64Array.from(taps, (o, tap) => (envelope[tap]! / sum) * Math.sin(phase(o))),
  };
}
