import type { GraphWriter } from '../graph-writer.ts';

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

/** Names of the gradients that a layer passes back. */
interface LayerGradients {
  /** Of each value it reads; undefined where it is not wanted. */
  readonly inputs: readonly (string | undefined)[];
  /** Of each parameter. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A kind of layer: what it learns, what it computes, and how gradients pass through it. */
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
  /**
   * Adds the nodes that compute gradients of the loss.
   *
   * @param gradient of its value
   * @param wanted whether the gradient of each value it reads is needed
   */
  backward(
    place: LayerPlace<Layer>,
    gradient: string,
    wanted: readonly boolean[],
    graph: GraphWriter,
  ): LayerGradients;
}
