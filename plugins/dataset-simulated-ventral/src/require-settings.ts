import { VentralError } from '@ventral/errors';

/** Seeds and a factor of noise, and counts with the least that makes sense. */
type Settings = Readonly<Record<string, number | readonly [count: number, least: number]>>;

/**
 * Requires counts to be whole numbers from their least on, seeds to be whole numbers from 0 to
 * 2^32 - 1, and the factor `noise` not to be below 0.
 *
 * @throws VentralError `OPTION_INVALID`
 */
export function requireSettings(settings: Settings): void {
  for (const [name, setting] of Object.entries(settings)) {
    if (typeof setting === 'number') {
      const isSeed = name !== 'noise';
      const isValid = isSeed
        ? Number.isInteger(setting) && setting >= 0 && setting < 2 ** 32
        : Number.isFinite(setting) && setting >= 0;
      const hint = isSeed ? 'a whole number from 0 to 4294967295' : 'a factor from 0, such as 1';
      if (!isValid) throw refuse(name, setting, hint);
      continue;
    }
    const [count, least] = setting;
    if (!Number.isInteger(count) || count < least) {
      throw refuse(name, count, `a whole number from ${least}`);
    }
  }
}

function refuse(name: string, value: number, allowed: string): VentralError {
  return new VentralError('OPTION_INVALID', `A simulation with ${name} ${value} cannot be made.`, {
    hint: `Give ${allowed}.`,
  });
}
