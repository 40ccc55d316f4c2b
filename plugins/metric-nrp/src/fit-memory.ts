import { totalmem } from 'node:os';
import { VentralError } from '@ventral/errors';
import { formatBytes } from '@ventral/files';
import type { Configuration } from './configurations.ts';
import { countParameters } from './predictor-network.ts';

/** Bytes of float32 that the inputs and rates of all images take. */
export function inputBytes(inputCounts: readonly number[], images: number, sites: number): number {
  return 4 * images * inputCounts.reduce((sum, count) => sum + count, sites);
}

/**
 * Refuses a predictor that this machine has no memory for, before it is begun.
 *
 * @param threads predictors trained at once
 * @throws VentralError `OPTION_INVALID`
 */
export function requireMemory(
  configuration: Configuration,
  inputCounts: readonly number[],
  images: number,
  sites: number,
  threads: number,
): void {
  const inputs = inputBytes(inputCounts, images, sites);
  // Parameters, their gradients, and the moments of Adam before and after a step.
  const parameters = 4 * 8 * countParameters(configuration, inputCounts, sites);
  const need = inputs + threads * (inputs + parameters);
  if (need <= 0.75 * totalmem()) return;
  throw new VentralError(
    'OPTION_INVALID',
    `Training ${threads} predictors at once with l1=${configuration.l1} would take ` +
      `${formatBytes(need)} of memory, more than three quarters of this machine's ` +
      `${formatBytes(totalmem())}.`,
    { hint: 'Reduce layers to principal components (components=1000), or lower l1.' },
  );
}
