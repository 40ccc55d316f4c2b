import type { NetworkRun } from './look.ts';
import type { NoisyImages } from './network-noise.ts';

/** A {@link NetworkRun} whose noise may also be drawn by images of a set, in any draw. */
export interface OnnxRun extends NetworkRun {
  run(
    images: Float32Array,
    rows: number,
    of: readonly string[] | NoisyImages,
  ): ReturnType<NetworkRun['run']>;
}
