import type { GraphWriter } from '@ventral/gradients';

/** What a layer learns. */
export interface ParameterDescription {
  readonly shape: readonly number[];
  /**
   * Connections into and out of one unit, for the spread of first values.
   * @default none: first values are 0
   */
  readonly fans?: readonly [into: number, outOf: number];
}

/** Where a layer stands in a graph. */
export interface LayerPlace<Layer> {
  readonly layer: Layer;
  /** Names of the values it reads. */
  readonly inputs: readonly string[];
  /** Shapes of one sample of each. */
  readonly inputShapes: readonly (readonly number[])[];
  /** Name of its value. */
  readonly output: string;
  /** Name of its parameter. */
  parameter(name: string): string;
}

/** A kind of layer: what it learns, and what it computes. */
export interface LayerKind<Layer> {
  /** Names of the layers it reads, in order. */
  reads(layer: Layer): readonly string[];
  /**
   * Shape of one sample of its output.
   *
   * @returns what is wrong, where it cannot read such inputs
   */
  shape(layer: Layer, inputShapes: readonly (readonly number[])[]): readonly number[] | string;
  parameters(
    layer: Layer,
    inputShapes: readonly (readonly number[])[],
  ): Readonly<Record<string, ParameterDescription>>;
  /** Adds the nodes that compute its value. */
  forward(place: LayerPlace<Layer>, graph: GraphWriter): void;
}
