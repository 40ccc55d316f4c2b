/**
 * Pinned files: fetched once, resumed, checked by hash, found in mirrors; and files within zips.
 *
 * @module
 */
export {
  type CacheDescription,
  type CacheEntry,
  type CachePart,
  clearCache,
  describeCache,
} from './cache.ts';
export { fetchFile } from './fetch-file.ts';
export type { Patience } from './http-client.ts';
export { writeMirror } from './write-mirror.ts';
export { openZip, type Zip, type ZipEntry, type ZipOptions } from './zip.ts';
