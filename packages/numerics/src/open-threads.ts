import { VentralError } from '@ventral/errors';
import Tinypool from 'tinypool';
import type { Answer, ThreadFunction } from './thread-function.ts';

type ArgumentOf<Function> =
  Function extends ThreadFunction<infer Argument, unknown> ? Argument : never;
type ResultOf<Function> = Function extends ThreadFunction<never, infer Result> ? Result : never;

/** Threads that have loaded a module of thread functions. Close them when done. */
export interface Threads<Functions> extends AsyncDisposable {
  /**
   * Has the next thread that is free run a function of the module.
   *
   * @param handedOver buffers of the argument that cannot be used here any more
   * @default handedOver none: the argument is copied, except for shared memory
   * @throws what the function throws
   */
  run<Name extends keyof Functions & string>(
    name: Name,
    argument: ArgumentOf<Functions[Name]>,
    handedOver?: readonly ArrayBufferLike[],
  ): Promise<ResultOf<Functions[Name]>>;
}

/**
 * Starts threads. Each loads the module once, and keeps what the module remembers between calls.
 *
 * @typeParam Functions the module's type: `typeof import('./some-worker.ts')`
 * @param module JavaScript, such as `new URL('../dist/some-worker.js', import.meta.url)`: Node 20 runs
 *   no TypeScript in threads
 * @param count at least 1
 */
export function openThreads<Functions>(module: URL, count: number): Threads<Functions> {
  const pool = new Tinypool({
    filename: module.href,
    runtime: 'worker_threads',
    minThreads: count,
    maxThreads: count,
    // Whatever this process was started with, such as the condition under which tests find sources.
    execArgv: [],
  });
  // Otherwise those that wait for a thread that could not start would wait for ever.
  const broken = new Promise<never>((_resolve, reject) => pool.on('error', reject));
  broken.catch(() => {});
  return {
    async run(name, argument, handedOver = []) {
      const running = pool.run(argument, { name, transferList: [...handedOver] as ArrayBuffer[] });
      const answer = (await Promise.race([running, broken])) as Answer<never>;
      if ('result' in answer) return answer.result;
      const { code, message, hint } = answer.failure;
      throw new VentralError(code, message, hint === undefined ? {} : { hint });
    },
    async [Symbol.asyncDispose]() {
      await pool.destroy();
    },
  };
}
