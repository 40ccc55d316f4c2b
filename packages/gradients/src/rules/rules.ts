import type { Definitions } from '../definitions/definition.ts';
import { gates } from '../definitions/gates.ts';
import { normalizations } from '../definitions/normalizations.ts';
import { activations } from './activations.ts';
import { arithmetic } from './arithmetic.ts';
import { convolutions } from './convolutions.ts';
import { elementaryFunctions } from './elementary-functions.ts';
import { matrixProducts } from './matrix-products.ts';
import { pools } from './pools.ts';
import { reductions } from './reductions.ts';
import { resize } from './resize.ts';
import type { Rules } from './rule.ts';
import { selections } from './selections.ts';
import { shaping } from './shaping.ts';
import { softmax } from './softmax.ts';

/** How each operator passes gradients on. */
export const rules: Rules = {
  ...activations,
  ...arithmetic,
  ...convolutions,
  ...elementaryFunctions,
  ...matrixProducts,
  ...pools,
  ...reductions,
  ...resize,
  ...selections,
  ...shaping,
  ...softmax,
};

/** Operators whose gradient goes through what they are defined as. */
export const definitions: Definitions = { ...gates, ...normalizations };

/** Inputs that only set how an operator works, by position: small changes of them change nothing. */
export const settings: Readonly<Record<string, readonly number[]>> = {
  CastLike: [1],
  Dropout: [1, 2],
  Resize: [2, 3],
};

/** Operators whose results do not change with small changes of their inputs. */
export const constants: ReadonlySet<string> = new Set([
  ...['Ceil', 'Floor', 'Round', 'Sign', 'Shape', 'Size', 'ConstantOfShape', 'EyeLike', 'Hardmax'],
  ...['RandomNormalLike', 'RandomUniformLike', 'OneHot'],
]);
