import { VentralError } from '@ventral/errors';
import { type Preprocessing, parsePreprocessing, preprocessings } from '@ventral/images';

/**
 * The preprocessing that is meant by the name of a preset, or by a description of one.
 *
 * @throws VentralError `OPTION_INVALID` for an unknown preset, or what is no preprocessing
 */
export function readPreprocessing(value: unknown): Preprocessing | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') return parsePreprocessing(value);
  const preset = Object.entries(preprocessings).find(([name]) => name === value)?.[1];
  if (preset !== undefined) return preset;
  throw new VentralError('OPTION_INVALID', `There is no preprocessing '${value}'.`, {
    hint: `Presets are ${Object.keys(preprocessings).join(', ')}; for another, give a .json file.`,
  });
}
