import type { ElementType } from '@ventral/onnx';
import type { NodeAttributes, Precision } from './graph-writer.ts';

/** Sizes of a value; undefined where one follows the number of samples, or is not known. */
export type Sizes = readonly (number | undefined)[];

/** A node of a network, with what is known of its values before anything is computed. */
export interface NodePlace {
  /** The ONNX operator, such as `Conv`. */
  readonly operation: string;
  /** What messages call the node: its name, or the value it computes. */
  readonly name: string;
  /** Names of values; an empty one where an optional input is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: NodeAttributes;
  /** The version of the operators that the network was written in. */
  readonly opset: number;
  /** The type of what it computes. */
  readonly precision: Precision;
  /** Whether the gradient by an input is wanted. */
  readonly wanted: readonly boolean[];
  /** Empty for a single number. */
  sizes(value: string): Sizes;
  type(value: string): ElementType | undefined;
}

/** A node by its settings alone. */
type WithSettings = Pick<NodePlace, 'attributes'>;

/** A whole number among the settings of a node. */
export function intOf({ attributes }: WithSettings, name: string, otherwise: number): number {
  const value = attributes[name];
  return value !== undefined && 'int' in value ? value.int : otherwise;
}

/** A row of whole numbers among the settings of a node. */
export function intsOf({ attributes }: WithSettings, name: string): readonly number[] | undefined {
  const value = attributes[name];
  return value !== undefined && 'ints' in value ? value.ints : undefined;
}

/** A real number among the settings of a node. */
export function floatOf({ attributes }: WithSettings, name: string, otherwise: number): number {
  const value = attributes[name];
  return value !== undefined && 'float' in value ? value.float : otherwise;
}

/** A word among the settings of a node. */
export function wordOf({ attributes }: WithSettings, name: string, otherwise: string): string {
  const value = attributes[name];
  return value !== undefined && 'string' in value ? value.string : otherwise;
}
