/**
 * Functions of a module, run in threads of this process.
 *
 * @module
 */
export { openThreads, type Threads } from './open-threads.ts';
export { type ThreadFunction, threadFunction } from './thread-function.ts';
