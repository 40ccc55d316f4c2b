import { isVentralError, type VentralError } from '@ventral/errors';
import Tinypool from 'tinypool';

/** What a thread answers. An error loses its class on the way between threads, so its parts are sent. */
export type Answer<Result> =
  | { readonly result: Result }
  | { readonly failure: Pick<VentralError, 'code' | 'message' | 'hint'> };

/** A function of a worker's module, made by {@link threadFunction}. */
export type ThreadFunction<Argument, Result> = (argument: Argument) => Promise<Answer<Result>>;

/**
 * Makes a function that threads can run: one argument, one result, and a `VentralError` that reaches
 * whoever called with its code and hint.
 *
 * @param buffersOf buffers of the result that are handed over; the thread can no longer use them
 * @default buffersOf none: the result is copied
 */
export function threadFunction<Argument, Result>(
  work: (argument: Argument) => Result | Promise<Result>,
  buffersOf: (result: Result) => readonly ArrayBufferLike[] = () => [],
): ThreadFunction<Argument, Result> {
  return async (argument) => {
    try {
      const result = await work(argument);
      const answer = {
        [Tinypool.transferableSymbol]: buffersOf(result),
        [Tinypool.valueSymbol]: { result },
      };
      return Tinypool.move(answer as never) as unknown as Answer<Result>;
    } catch (error) {
      if (!isVentralError(error)) throw error;
      const { code, message, hint } = error;
      return { failure: { code, message, hint } };
    }
  };
}
