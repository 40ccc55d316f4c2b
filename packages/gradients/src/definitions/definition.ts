import type { GraphWriter } from '../graph-writer.ts';
import type { NodePlace } from '../node-place.ts';

/**
 * Writes what an operator computes in operators that have rules. Only the gradient goes through it: the
 * network computes the operator itself.
 *
 * @returns name of the value
 */
type Definition = (node: NodePlace, graph: GraphWriter) => string;

/** Definitions by operator. */
export type Definitions = Readonly<Record<string, Definition>>;
