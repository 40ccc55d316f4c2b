/**
 * An engine of Ventral on a queue: BullMQ in Redis, Valkey or PostgreSQL.
 *
 * @module
 */
export { openBullmqEngine } from './bullmq-engine.ts';
export type { QueueTiming } from './queue-timing.ts';
