import { VentralError } from '@ventral/errors';
import { adam } from './adam.ts';
import type { Optimizer, OptimizerSettings } from './optimizer.ts';
import { sgd } from './sgd.ts';

/** @throws VentralError `OPTION_INVALID` for a setting that is out of range */
export function makeOptimizer(settings: OptimizerSettings): Optimizer {
  const { kind, ...numbers } = settings;
  const { weightDecay = 0, epsilon = 1 } = { weightDecay: 0, epsilon: 1, ...numbers };
  const shares = Object.entries(numbers).filter(([name]) => /^(beta|momentum)/.test(name));
  const inRange =
    weightDecay >= 0 &&
    Number.isFinite(weightDecay) &&
    epsilon > 0 &&
    shares.every(([, share]) => Number(share) >= 0 && Number(share) < 1);
  if (!inRange) {
    throw new VentralError('OPTION_INVALID', `${kind} cannot use ${JSON.stringify(numbers)}.`, {
      hint: 'Momentum and betas lie from 0 to below 1; weight decay is 0 or more, epsilon above 0.',
    });
  }
  return settings.kind === 'sgd' ? sgd(settings) : adam(settings);
}
