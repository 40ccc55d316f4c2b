/**
 * Pinned files: fetched once, resumed, checked by hash, found in mirrors; files within zips; what stimuli are
 * made of.
 *
 * @module
 */
export { type ArrayPath, parseArrayPath } from './array-path.ts';
export {
  type CacheDescription,
  type CacheEntry,
  type CachePart,
  clearCache,
  describeCache,
  markUsed,
  trimActivations,
} from './cache.ts';
export { type FeatureFile, openFeatureFile, readNpyFile } from './feature-file.ts';
export { fetchFile } from './fetch-file.ts';
export { fetchFiles } from './fetch-files.ts';
export { fetchStimuli } from './fetch-stimuli.ts';
export { formatBytes } from './format-bytes.ts';
export type { Patience } from './http-client.ts';
export { openLabelledFolder } from './labelled-folder.ts';
export { missingFiles } from './missing-files.ts';
export { parseJson, RepeatedNameError } from './parse-json.ts';
export { pinFiles } from './pin-files.ts';
export { readJson } from './read-json.ts';
export { readLines, withoutHeaderLine } from './read-lines.ts';
export { readText } from './read-text.ts';
export { openOwnFile } from './regular-file.ts';
export { type TextSetDescription, textSet } from './text-set.ts';
export { hashOwnFile, whileUnchanged, withUnchangedFile } from './unchanged-file.ts';
export { explainWriteError, writing } from './write-error.ts';
export { writeMirror } from './write-mirror.ts';
export { openZip, type Zip, type ZipEntry, type ZipOptions } from './zip.ts';
