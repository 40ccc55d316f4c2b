import { VentralError } from '@ventral/errors';

/** An axis of numbers. */
export interface Axis {
  /** What is on it, with its unit: `NRP-error (SD)`. */
  readonly title: string;
  /**
   * How its numbers are written, as d3-format has it: `.0%` for shares.
   * @default as many digits as its steps need
   */
  readonly format?: string;
  /**
   * Its ends.
   * @default those of the data, with some room
   */
  readonly domain?: readonly [from: number, to: number];
  /**
   * Whether equal steps are equal differences or, for values above 0, equal ratios.
   * @default 'linear'
   */
  readonly scale?: 'linear' | 'log';
}

/** A value to compare with, drawn as a dashed line. */
export interface Reference {
  readonly value: number;
  /** What it is, such as `ceiling`. */
  readonly label: string;
}

/**
 * Checks that there is something to draw, and that it can be drawn.
 *
 * @throws VentralError `OPTION_INVALID` for no values, or NaN or infinity among them
 */
export function requireNumbers(what: string, values: readonly number[]): void {
  const wrong = values.find((value) => !Number.isFinite(value));
  if (values.length > 0 && wrong === undefined) return;
  throw new VentralError(
    'OPTION_INVALID',
    values.length === 0
      ? `There is nothing to draw: ${what} has no values.`
      : `${what}: ${wrong} cannot be drawn.`,
    { hint: 'Draw finite numbers, at least one.' },
  );
}
