/** Maps of which places of images people found important. */
export interface ImportanceMaps {
  /** `images x height x width`, of the images as the network sees them; any scale, and 0 where there is no map. */
  readonly shape: readonly [images: number, height: number, width: number];
  readonly values: Float32Array;
  /** Whether there is a map of each image; one without is seen and changes nothing. */
  readonly isThere: readonly boolean[];
}
