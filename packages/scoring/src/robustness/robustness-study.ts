import type { Score } from '@ventral/core';
import type { RunDevice } from '../run-device.ts';

/** How robust one network is. Shares of images that it names rightly, from 0 to 1. */
export interface NetworkRobustness extends RunDevice {
  /** As it was asked for. */
  readonly model: string;
  readonly digest: string;
  /** Without attack or corruption. */
  readonly clean: number;
  /** The scores, by benchmark. */
  readonly scores: Readonly<Record<string, Score>>;
  /** The mean over the attacks by gradients. */
  readonly whiteBox?: Score;
  /** The mean of that over attacks and of that over corruptions, as VOneNets are compared by. */
  readonly mean?: Score;
  /**
   * Mean corruption error: errors under each corruption over those of the reference, on average, as a share.
   * Reference: Hendrycks & Dietterich (2019), https://doi.org/10.48550/arXiv.1903.12261
   */
  readonly meanCorruptionError?: number;
  /** The score on the benchmark of V1, on the same device. */
  readonly v1?: Score;
  /** What else is to be said, such as that a device was not used. */
  readonly notes?: readonly string[];
}

/** How the robustness of networks goes with a score of theirs, over networks. */
export interface RobustnessRelation {
  /** The benchmark that was correlated with. */
  readonly benchmark: string;
  readonly networks: number;
  /** Pearson's r; absent where there are fewer than three networks, or all are alike. */
  readonly r?: number;
  /** 95 %, by Fisher's z over networks; absent where there are fewer than four. */
  readonly interval?: readonly [low: number, high: number];
}

/** The robustness of networks on the same images, as `ventral study robustness` writes it; plain JSON. */
export interface RobustnessStudy {
  readonly robustnessStudyVersion: 1;
  /** What the images are called. */
  readonly images: string;
  readonly imageCount: number;
  readonly seed: number;
  /** Ids of benchmarks, in the order of the table. */
  readonly benchmarks: readonly string[];
  /** The model whose errors are 1 in mean corruption errors. */
  readonly reference?: string;
  readonly networks: readonly NetworkRobustness[];
  readonly relation?: RobustnessRelation;
}
