import { VentralError } from '@ventral/errors';

/**
 * Reads `name=value`.
 *
 * @param option that named it, for the error
 * @param example of such a pair
 * @throws VentralError `OPTION_INVALID`
 */
export function parsePair(
  pair: string,
  option: string,
  example: string,
): readonly [name: string, value: string] {
  const equals = pair.indexOf('=');
  if (equals > 0) return [pair.slice(0, equals), pair.slice(equals + 1)];
  throw new VentralError('OPTION_INVALID', `${option} '${pair}' is not region=name.`, {
    hint: `For example: ${option} ${example}`,
  });
}
