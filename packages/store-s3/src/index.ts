/**
 * Stores of records in S3 and what is like it.
 *
 * @module
 */
export { openS3Store } from './s3-store.ts';
