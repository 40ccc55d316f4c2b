/**
 * The one error family of Ventral.
 *
 * Every error a user can meet carries a permanent {@link ErrorCode}, a message that says what
 * happened with the values involved, and a `hint` that says what to do about it.
 *
 * @example
 * throw new VentralError('LAYER_NOT_FOUND', `squeezenet1_1 has no layer 'fire9'.`, {
 *   hint: `Did you mean 'fire9/concat'? List them with: ventral layers squeezenet1_1`,
 * });
 *
 * @module
 */
export type { ErrorCode } from './error-code.ts';
export { errorCodes } from './error-code.ts';
export { didYouMean, nearestNames } from './nearest-names.ts';
export { isVentralError, VentralError, type VentralErrorOptions } from './ventral-error.ts';
