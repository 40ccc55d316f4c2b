import { VentralError } from '@ventral/errors';
import { formatBytes, trimActivations } from '@ventral/files';
import { oldestRun } from './run-folder.ts';

const defaultLimit = 20e9;
const units: Readonly<Record<string, number>> = { '': 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

/**
 * Bytes of recorded activations that a cache keeps: `$VENTRAL_CACHE_LIMIT`, such as `500 MB` or `2TB`.
 *
 * @default 20 GB
 * @throws VentralError `OPTION_INVALID` for what is no size
 */
export function cacheLimit(): number {
  const given = process.env.VENTRAL_CACHE_LIMIT?.trim();
  if (given === undefined || given === '') return defaultLimit;
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgt]?b)?$/i.exec(given) ?? [];
  if (number !== undefined) return Number(number) * (units[unit.toLowerCase()] as number);
  throw new VentralError('OPTION_INVALID', `VENTRAL_CACHE_LIMIT is '${given}', which is no size.`, {
    hint: `Give a number of bytes, or of kB, MB, GB or TB, such as ${formatBytes(defaultLimit)}.`,
  });
}

/**
 * Removes the activations of a cache that were used least recently, until the others are within the limit.
 * What a run uses that has not ended stays, and so do downloads.
 *
 * @returns the number of bytes that were freed
 */
export async function keepWithinLimit(cacheFolder: string, limit: number): Promise<number> {
  return trimActivations(cacheFolder, limit, await oldestRun(cacheFolder));
}
