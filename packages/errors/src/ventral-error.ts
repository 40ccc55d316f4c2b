import type { ErrorCode } from './error-code.ts';

// Shared through the global symbol registry: two copies of this package in one process (two
// plugin versions, say) still recognise each other's errors.
const brand = Symbol.for('@ventral/errors/VentralError');

/** What an error carries besides its code and message. */
export interface VentralErrorOptions {
  /** What the user can do about it: one or two full sentences, with the command to run. */
  readonly hint?: string;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/** An error that a user can meet: a permanent code, what happened, what to do. */
export class VentralError extends Error {
  override readonly name = 'VentralError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: VentralErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    Object.defineProperty(this, brand, { value: true });
  }
}

/**
 * Whether `error` is a {@link VentralError}, and, where codes are given, has one of them.
 *
 * @example
 * if (isVentralError(error, 'DATA_UNAVAILABLE')) console.error(error.hint);
 */
export function isVentralError(
  error: unknown,
  ...codes: readonly ErrorCode[]
): error is VentralError {
  if (typeof error !== 'object' || error === null || !(brand in error)) return false;
  return codes.length === 0 || codes.includes((error as unknown as VentralError).code);
}
