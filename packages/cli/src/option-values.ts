import { VentralError } from '@ventral/errors';

/**
 * Reads `name=value` options of a metric: values are JSON where they can be (`10`, `true`,
 * `[1, 2]`, `null`), else text.
 *
 * @throws VentralError `OPTION_INVALID` for one without a name or an equals sign
 */
export function parseOptionValues(options: readonly string[] = []): Record<string, unknown> {
  return Object.fromEntries(
    options.map((option) => {
      const equals = option.indexOf('=');
      if (equals < 1) {
        throw new VentralError('OPTION_INVALID', `--option '${option}' is not name=value.`, {
          hint: 'For example: --option components=10',
        });
      }
      return [option.slice(0, equals), parseValue(option.slice(equals + 1))];
    }),
  );
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
