import type { Objective } from '@ventral/gradients';
import type { OnnxModel, Tensor } from '@ventral/onnx';
import type { ImageView } from '../samples/augmentation.ts';
import type { NamedArrays } from '../training-engine.ts';

/** A network with what an objective needs of it beside what it has. */
export interface ExtendedNetwork {
  readonly model: OnnxModel;
  /** First values of the weights that were added, as inputs; they learn with the network. */
  readonly weights: NamedArrays;
}

/** Something that training makes small, for images of one set. */
export interface TrainingObjective {
  /** What curves and records call it. */
  readonly name: string;
  /** Values of the network that it reads, beside the output. */
  readonly layers?: readonly string[];
  /**
   * Adds to the network what the objective is computed from, such as a readout.
   *
   * @default nothing
   */
  extend?(model: OnnxModel): Promise<ExtendedNetwork>;
  /** The objective itself; its inputs are called by names that no network has. */
  readonly objective: Objective;
  /**
   * What its inputs are for some of the images.
   *
   * @param views how each of these is shown; by default as it is
   */
  feeds(rows: readonly number[], views?: readonly ImageView[]): Readonly<Record<string, Tensor>>;
}

/** An objective, and how much it counts. */
export interface WeightedObjective {
  readonly objective: TrainingObjective;
  /**
   * What it is multiplied by.
   * @default 1
   */
  readonly weight?: number;
  /**
   * Epochs over which that rises from 0 in a line.
   * @default 0
   */
  readonly rampUp?: number;
}

/**
 * The weight of an objective at a step.
 *
 * @param done epochs before it, a part of one included
 */
export function weightAt({ weight = 1, rampUp = 0 }: WeightedObjective, done: number): number {
  return done < rampUp ? (weight * done) / rampUp : weight;
}
