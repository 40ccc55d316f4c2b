/**
 * What a score leaves behind: the record that says how it was made, how two records differ, and the
 * studies that are made of many.
 *
 * @module
 */

export { chooseLayers } from './choose-layers.ts';
export {
  type CompareSettings,
  compareRecords,
  type RecordComparison,
  type RecordDifference,
} from './compare-records.ts';
export { findModel, type ModelFileOptions, openerOf, readPreprocessing } from './find-model.ts';
export { type CommittedLayer, type LayerMap, parseLayerMap } from './layer-map.ts';
export { layerMapPath } from './layer-map-file.ts';
export { type LockedPackage, lockedPackages } from './locked-packages.ts';
export { nameAndVersion } from './name-and-version.ts';
export { readImageFolder, reduceCandidate } from './principal-components.ts';
export { countWeights, filesOfNetwork, type PrunedFile, pruneFile } from './prune-file.ts';
export {
  type PruningPoint,
  type PruningStudy,
  parsePruningStudy,
  pruningStudySchema,
  type RecordedPrunedLayer,
} from './pruning-study.ts';
export { recomputeRecord } from './recompute-record.ts';
export {
  parseRecord,
  type RecordedFile,
  type RecordedInputs,
  type RecordedModel,
  type RecordedPlugin,
  type RecordSignature,
  recordSchema,
  type ScoreRecord,
} from './record.ts';
export type { DifferenceKind } from './record-facts.ts';
export { readRecordFile } from './record-file.ts';
export { recordInputFile } from './record-input-file.ts';
export { checkSignature, fingerprintOf, readKey, signRecord } from './record-signature.ts';
export { runProgram } from './run-program.ts';
export { findRecord, runPruningStudy } from './run-pruning-study.ts';
export { runScore, type ScoreRequest } from './run-score.ts';
export { scoreLayers } from './score-layers.ts';
export { describeComparison, type Verification, verificationText } from './verification.ts';
export { verifyInstalled } from './verify-installed.ts';
