import { VentralError } from '@ventral/errors';

/**
 * Stops a training whose loss is no longer a number: nothing it does afterwards would mean anything.
 *
 * @param done steps taken before these
 * @throws VentralError `TRAINING_DIVERGED` naming the step and the learning rate
 */
export function requireFiniteLosses(
  losses: ArrayLike<number>,
  learningRate: number,
  done: number,
): void {
  const index = Array.from(losses).findIndex((loss) => !Number.isFinite(loss));
  if (index === -1) return;
  throw new VentralError(
    'TRAINING_DIVERGED',
    `Training diverged: at step ${done + index + 1} the loss is ${losses[index]}, ` +
      `with a learning rate of ${learningRate}.`,
    {
      hint:
        `Lower the learning rate, such as to ${Number((learningRate / 10).toPrecision(3))}; ` +
        'if it still diverges at the first step, look for NaN or infinity in features and targets.',
    },
  );
}
