import { InvalidArgumentError } from '@commander-js/extra-typings';
import { parseDecimal } from './decimal-number.ts';

/** Reads names separated by commas. */
export function list(value: string): readonly string[] {
  return value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Reads numbers separated by commas, each as `read` does, each once. */
export function numbers(read: (value: string) => number): (value: string) => readonly number[] {
  return (value) => {
    const found = [...new Set(list(value).map(read))];
    if (found.length > 0) return found;
    throw new InvalidArgumentError('It has to be one number or more, separated by commas.');
  };
}

/** Gathers the values of an option that may be repeated. */
export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

/** Reads a whole number above zero. */
export function positiveInteger(value: string): number {
  const number = parseDecimal(value);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('It has to be a whole number above zero.');
}

/** Reads a position: a whole number from zero on. */
export function position(value: string): number {
  const number = parseDecimal(value);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError('It has to be a whole number from 0 on.');
}

/** Reads a number above zero. */
export function positiveNumber(value: string): number {
  const number = parseDecimal(value);
  if (number > 0 && number < Number.POSITIVE_INFINITY) return number;
  throw new InvalidArgumentError('It has to be a number above zero.');
}

/** Reads a number, below zero or above. */
export function finiteNumber(value: string): number {
  const number = parseDecimal(value);
  if (Number.isFinite(number)) return number;
  throw new InvalidArgumentError('It has to be a number.');
}

/** Reads a number from zero on. */
export function notNegative(value: string): number {
  const number = parseDecimal(value);
  if (number >= 0 && number < Number.POSITIVE_INFINITY) return number;
  throw new InvalidArgumentError('It has to be a number from 0 on.');
}

/** Reads a share: a number from 0 to below 1. */
export function share(value: string): number {
  const number = parseDecimal(value);
  if (number >= 0 && number < 1) return number;
  throw new InvalidArgumentError('It has to be a number from 0 to below 1.');
}

/** Reads named numbers, as `channels=64,visualDegrees=2`. */
export function namedNumbers(value: string): Readonly<Record<string, number>> {
  const pairs = value.split(',').map((pair) => {
    const [name = '', number = '', ...more] = pair.split('=');
    const read = parseDecimal(number);
    if (name !== '' && more.length === 0 && Number.isFinite(read)) return [name, read] as const;
    throw new InvalidArgumentError(
      'It has to be names with numbers, such as channels=64,stride=2.',
    );
  });
  return Object.fromEntries(pairs);
}

/** Reads how far pixels of 0..1 move: a number above zero, or one over another, as `8/255`. */
export function pixelDistance(value: string): number {
  const [above = '', below = '1', ...more] = value.split('/');
  const number = parseDecimal(above) / parseDecimal(below);
  if (more.length === 0 && number > 0 && number < Number.POSITIVE_INFINITY) return number;
  throw new InvalidArgumentError('It has to be a number above zero, such as 0.03 or 8/255.');
}

/** Reads a seed. */
export function seed(value: string): number {
  const number = parseDecimal(value);
  if (Number.isInteger(number) && number >= 0 && number < 2 ** 32) {
    return number;
  }
  throw new InvalidArgumentError('It has to be a whole number from 0 to 4294967295.');
}

/** Reads the number of a port; 0 for any that is free. */
export function port(value: string): number {
  const number = parseDecimal(value);
  if (Number.isInteger(number) && number >= 0 && number < 2 ** 16) return number;
  throw new InvalidArgumentError('It has to be a whole number from 0 to 65535.');
}

/** Reads a sparsity: a share from 0 to below 1. */
export function sparsity(value: string): number {
  const number = parseDecimal(value);
  if (number >= 0 && number < 1) return number;
  throw new InvalidArgumentError('A sparsity is a number from 0 to below 1, such as 0.8.');
}

/** What a mean may do with a part that cannot be scored. */
export const missingChoices = ['refuse', 'leave-out'] as const;

/** The kinds of plugins, in the order in which they are shown. */
export const kindChoices = ['dataset', 'model', 'metric', 'benchmark'] as const;
