import { totalmem } from 'node:os';
import { VentralError } from '@ventral/errors';
import { formatBytes } from '@ventral/files';
import type { Configuration } from './configurations.ts';
import { countParameters } from './predictor-network.ts';

/** Bytes that training one predictor holds. */
export interface FitMemory {
  /** Inputs and rates of all images. */
  readonly inputs: number;
  /** Parameters, their gradients, and the moments of Adam before and after a step. */
  readonly parameters: number;
}

/** What one predictor holds in float32. */
export function fitMemory(
  configuration: Configuration,
  inputCounts: readonly number[],
  images: number,
  sites: number,
): FitMemory {
  const inputs = inputCounts.reduce((sum, count) => sum + count, 0);
  return {
    inputs: 4 * images * (inputs + sites),
    parameters: 4 * 8 * countParameters(configuration, inputCounts, sites),
  };
}

/**
 * Refuses a predictor that this machine has no memory for, before it is begun.
 *
 * @param threads predictors trained at once
 * @throws VentralError `OPTION_INVALID`
 */
export function requireMemory(
  { inputs, parameters }: FitMemory,
  threads: number,
  { l1 }: Configuration,
): void {
  const need = inputs + threads * (inputs + parameters);
  const most = 0.75 * totalmem();
  if (need <= most) return;
  throw new VentralError(
    'OPTION_INVALID',
    `Training ${threads} predictors at once with l1=${l1} would take ${formatBytes(need)} of ` +
      `memory, more than three quarters of this machine's ${formatBytes(totalmem())}.`,
    { hint: 'Reduce layers to principal components (components=1000), or lower l1.' },
  );
}
