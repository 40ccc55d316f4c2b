import type { RandomState } from '@ventral/numerics';

/** Images of one size, one plane a colour or one for grey: `planes x height x width`. */
export interface PlaneSize {
  readonly width: number;
  readonly height: number;
  readonly planes: number;
}

/** What numbers images are made of, whose slopes are climbed. */
export interface Parametrization {
  /** How far the first step goes, in standard deviations of the slope, where nothing else is said. */
  readonly stepSize: number;
  /** Numbers of a random image. */
  draw(size: PlaneSize, random: RandomState): Float32Array;
  /** Values from 0 (black) to 1 of the numbers of some planes. */
  toValues(numbers: Float32Array, size: PlaneSize): Promise<Float32Array>;
  /** Slopes by the numbers, of slopes by the values. */
  toSlopes(slopes: Float32Array, values: Float32Array, size: PlaneSize): Promise<Float32Array>;
  /** Brings numbers back to where they may be, in place. */
  confine(numbers: Float32Array): void;
}
