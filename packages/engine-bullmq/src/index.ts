/**
 * An engine of Ventral on a queue: BullMQ in Redis, Valkey or PostgreSQL.
 *
 * @module
 */
export { openBullmqEngine, type QueueTiming } from './bullmq-engine.ts';
