/** Images of one size in memory: 3 bytes a pixel. */
export interface ImageSamples {
  readonly count: number;
  /** Of each, in pixels. */
  readonly height: number;
  readonly width: number;
  /** `count x height x width x 3`: red, green, blue from 0 to 255. */
  readonly levels: Uint8Array;
}

/** What a network sees of a pixel. */
export interface PixelScale {
  /** What each of the 256 levels becomes: `3 x 256`, in the order of the network's channels. */
  readonly levels: Float32Array;
  /** Which of red (0), green (1), blue (2) each channel of the network is. */
  readonly channels: readonly [number, number, number];
}
