/**
 * How a network is built, counted on its graph: what stands beside scores, and is part of none.
 *
 * A weighted layer is an operator that multiplies what comes from the image by constants: a convolution, a product
 * of matrices, or a recurrent operator. Depth counts weighted layers along the longest way from the image.
 */
export interface NetworkAnatomy {
  /**
   * Numbers in the constants that computing from an image reads, whatever was learned; constants of a single number,
   * such as the bounds of a `Clip`, and whole numbers of 32 or 64 bits, such as sizes, do not count.
   */
  readonly parameters: number;
  readonly weightedLayers: number;
  /** Weighted layers on the longest way through the network. */
  readonly depth: number;
  /** Pairs of weighted layers of which one reads what the other made, with no weighted layer between. */
  readonly connections: number;
  /** Those of them that pass by at least one weighted layer of another way. */
  readonly skips: number;
  /** Operators that feed back what they made: `Loop`, `Scan`, `LSTM`, `GRU`, `RNN`. */
  readonly recurrentOperators: number;
  /** Weights that several weighted layers use, as those of a recurrent network do that was unrolled in time. */
  readonly reusedWeights: number;
  /** How often the one used most is used: the steps of such a network. */
  readonly mostUses: number;
  /** The depth of each value that is computed from images, by name. */
  readonly depths: ReadonlyMap<string, number>;
}
