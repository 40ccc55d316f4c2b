import { VentralError } from '@ventral/errors';

/**
 * Refuses values that are no numbers, which every comparison would let pass in silence.
 *
 * @throws VentralError `RESPONSES_INVALID` where one is NaN or infinite
 */
export function requireFinite(values: ArrayLike<number>, what: string): void {
  for (let index = 0; index < values.length; index++) {
    if (Number.isFinite(values[index])) continue;
    throw new VentralError('RESPONSES_INVALID', `${what} ${index} is ${values[index]}.`, {
      hint: 'Leave out what is undefined before you compare.',
    });
  }
}

/** @throws VentralError `OPTION_INVALID` where a level, such as .95, is not between 0 and 1 */
export function requireLevel(level: number): void {
  if (level > 0 && level < 1) return;
  throw new VentralError('OPTION_INVALID', `A level of ${level} cannot be used.`, {
    hint: 'Give the share of cases that an interval is to cover, such as 0.95.',
  });
}
