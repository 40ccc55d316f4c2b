import { lInfinity } from './l-infinity.ts';
import { l1 } from './l1.ts';
import { l2 } from './l2.ts';
import type { Norm } from './norm.ts';

/** What perturbations are measured by. */
export const norms = { linf: lInfinity, l2, l1 } as const satisfies Readonly<Record<string, Norm>>;

/** The name of a norm: the largest change, the root of the sum of squares, or the sum of all changes. */
export type NormName = keyof typeof norms;

/** The names of all norms. */
export const normNames = Object.keys(norms) as readonly NormName[];
