import { isVentralError, VentralError } from '@ventral/errors';
import { reasonOf } from './tfjs-reason.ts';

/** What is said of a network that could not be run; what is known already is said as it is. */
export function modelFailed(name: string, cause: unknown): VentralError {
  if (isVentralError(cause)) return cause;
  return new VentralError('MODEL_FAILED', `${name} could not be run: ${reasonOf(cause)}`, {
    hint: 'Networks with loops, conditions or sizes that depend on values cannot be run yet.',
    cause,
  });
}
