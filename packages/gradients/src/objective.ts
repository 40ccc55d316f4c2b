import type { GraphValue } from '@ventral/onnx';
import type { GraphWriter } from './graph-writer.ts';
import type { ValueSizes } from './value-sizes.ts';

/** What an objective is written with: the graph of the network, what is known of it, and inputs of its own. */
export interface ObjectiveWriter extends ValueSizes {
  readonly graph: GraphWriter;
  /**
   * Adds an input of the graph, such as targets or labels, and says its name. One of whole numbers that the
   * graph has under that name, of that type and as many axes, is the same input: labels are fed once.
   *
   * @throws VentralError `OPTION_INVALID` where the graph has a value of that name
   */
  input(value: GraphValue): string;
  /**
   * The name of a value of the network, once it is known to be one of real numbers.
   *
   * @throws VentralError `LAYER_NOT_FOUND` where there is no such value
   * @throws VentralError `OPTION_INVALID` where it holds no real numbers
   */
  value(name: string): string;
}

/** One number that is computed from values of a network, and what gradients are taken of. */
export interface Objective {
  /**
   * Adds the nodes that compute it, in operators that have rules.
   *
   * @returns name of a single number
   */
  write(writer: ObjectiveWriter): string;
}
