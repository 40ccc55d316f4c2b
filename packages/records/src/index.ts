/**
 * What a score leaves behind: the record that says how it was made, how two records differ, and the
 * studies that are made of many.
 *
 * @module
 */
export {
  type CompareSettings,
  compareRecords,
  type RecordComparison,
  type RecordDifference,
} from './compare-records.ts';
export {
  type PruningPoint,
  type PruningStudy,
  parsePruningStudy,
  pruningStudySchema,
  type RecordedPrunedLayer,
} from './pruning-study.ts';
export {
  parseRecord,
  type RecordedFile,
  type RecordedInputs,
  type RecordedModel,
  type RecordedPlugin,
  type RecordSignature,
  recordSchema,
  type ScoreRecord,
  scoreSchema,
} from './record.ts';
export type { DifferenceKind } from './record-facts.ts';
