import type { RandomState } from '@ventral/numerics';

/** How noise looks. */
export interface FractalNoiseOptions {
  /** Waves across the image, of the coarsest octave. */
  readonly coarsest: number;
  readonly octaves: number;
  /** Amplitude of each octave relative to the coarser one; 0.5 is a spectrum of 1/f. */
  readonly persistence: number;
  /** How much finer it is vertically than horizontally. */
  readonly stretch?: number;
}

/**
 * Noise with about the amplitude spectrum of natural images, row-major, of mean 0 and variance 1
 * on average.
 *
 * Method: octaves of random values on a lattice, interpolated smoothly.
 */
export function fractalNoise(
  size: number,
  random: RandomState,
  { coarsest, octaves, persistence, stretch = 1 }: FractalNoiseOptions,
): Float32Array {
  const noise = new Float32Array(size * size);
  let power = 0;
  for (let octave = 0; octave < octaves; octave++) {
    const cells = coarsest * 2 ** octave;
    const amplitude = persistence ** octave;
    power += (amplitude * meanSquare) ** 2;
    addOctave(noise, size, random, [cells, cells * stretch], amplitude);
  }
  const scale = 1 / Math.sqrt(power);
  return noise.map((value) => value * scale);
}

// Of interpolated values that are uniform between -1 and 1, roughly.
const meanSquare = 0.4;

function addOctave(
  noise: Float32Array,
  size: number,
  random: RandomState,
  [across, down]: readonly [number, number],
  amplitude: number,
): void {
  const { cells, shares } = weightsOf(size, across);
  const rows = weightsOf(size, down);
  const width = Math.ceil(across) + 1;
  const lattice = Float32Array.from(
    { length: width * (Math.ceil(down) + 1) },
    () => amplitude * (2 * random.randomSample() - 1),
  );
  const line = new Float32Array(width);
  for (let y = 0; y < size; y++) {
    const [row, share] = [rows.cells[y]!, rows.shares[y]!];
    for (let x = 0; x < width; x++) {
      const at = row * width + x;
      line[x] = lattice[at]! + share * (lattice[at + width]! - lattice[at]!);
    }
    for (let x = 0, at = y * size; x < size; x++, at++) {
      const cell = cells[x]!;
      noise[at]! += line[cell]! + shares[x]! * (line[cell + 1]! - line[cell]!);
    }
  }
}

function weightsOf(size: number, cells: number) {
  const at = Float64Array.from({ length: size }, (_, pixel) => ((pixel + 0.5) / size) * cells);
  return {
    cells: Int32Array.from(at, Math.floor),
    shares: Float32Array.from(at, (value) => {
      const t = value - Math.floor(value);
      return t * t * (3 - 2 * t);
    }),
  };
}
