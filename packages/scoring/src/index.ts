/**
 * Scores models on benchmarks, from a request to a record; and what is made of records.
 *
 * @module
 */

export type { AlignmentStudyRequest } from './alignment/alignment-request.ts';
export {
  type AlignedNetwork,
  type AlignmentCondition,
  type AlignmentStudy,
  alignmentStudySchema,
  parseAlignmentStudy,
} from './alignment/alignment-study.ts';
export { type AlignmentStudyListeners, alignmentFile } from './alignment/run-alignment-study.ts';
// Training.
// Cells of plans.
export { type Cell, type CellNetwork, cellSchema, parseCell } from './cell.ts';
export { networkFolder } from './cell-network.ts';
// Choices that were made elsewhere.
export { type ChoiceTable, readChoices, readChoiceTable } from './choice-file.ts';
// Projects and requests.
export {
  benchmarksToChooseOn,
  type CommitListeners,
  type Commitment,
  type CommitRequest,
  type RegionChoice,
} from './commit-layers.ts';
// Records.
export {
  type CompareSettings,
  compareRecords,
  type RecordComparison,
  type RecordDifference,
} from './compare-records.ts';
export {
  type ClosedLoopListeners,
  type ClosedLoopRecord,
  type ClosedLoopRequest,
  closedLoopSchema,
} from './control/closed-loop.ts';
export { type ClosedLoopPoint, closedLoopCurve } from './control/closed-loop-curve.ts';
export {
  type ControlEstimate,
  type ControlRecord,
  type ControlTarget,
  controlRecordSchema,
  parseControlRecord,
  type ShownStimulus,
} from './control/control-record.ts';
export type { ControlledSites, ControlRequest } from './control/control-request.ts';
export type { ControlListeners, MadeImage } from './control/run-control.ts';
export type { DecodeRequest } from './decoding/decode-request.ts';
export {
  type DecodedAccuracy,
  type DecodedPoint,
  type DecodingRecord,
  decodingRecordSchema,
  parseDecodingRecord,
} from './decoding/decoding-record.ts';
export type { DescribeRequest } from './describe-model.ts';
export { diffRecords, type RecordDiff } from './diff-records.ts';
export type { Features } from './features.ts';
// Layer maps and pruned networks.
export type { CommittedLayer, LayerMap } from './layer-map.ts';
export { layerMapPath } from './layer-map-file.ts';
export type { LayerListing, LayersRequest, ListedLayer, PlacedOperators } from './list-layers.ts';
// Packages and programs.
export { type LockedPackage, lockedPackages } from './locked-packages.ts';
export type { CellFailure, CellsRequest, PlannedCell, PlannedCells } from './make-cells.ts';
export type { FilesRequest, MissingFiles } from './missing-for-request.ts';
export {
  type ModelDescriptionFile,
  modelDescriptionPath,
  modelDescriptionSchema,
} from './model-description.ts';
export { isChoicePath } from './open-choices.ts';
export { openProject, type Project, type ProjectSettings } from './open-project.ts';
export { countWeights, filesOfNetwork, type PrunedFile, pruneFile } from './prune-file.ts';
export {
  type PruningPoint,
  type PruningStudy,
  parsePruningStudy,
  pruningStudySchema,
  type RecordedPrunedLayer,
} from './pruning-study.ts';
export type { PreprocessingPreset } from './read-preprocessing.ts';
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
export { type RecordJson, type RecordSource, readRecord } from './record-file.ts';
// Signatures.
export { type CheckedSignature, checkSignature, signRecord } from './record-signature.ts';
export type { RecordedAnatomy } from './recorded-anatomy.ts';
export type {
  NetworkRobustness,
  RobustnessRelation,
  RobustnessStudy,
} from './robustness/robustness-study.ts';
export type {
  RobustnessStudyListeners,
  RobustnessStudyRequest,
} from './robustness/run-robustness-study.ts';
export type {
  CompareFailure,
  CompareListeners,
  CompareRequest,
  Comparison,
} from './run-comparison.ts';
export { runProgram } from './run-program.ts';
export {
  findRecord,
  type PruningStudyListeners,
  type PruningStudyRequest,
} from './run-pruning-study.ts';
export { createProjectContext, type RunSettings } from './run-settings.ts';
export type { Saliency, SaliencyMap, SaliencyRequest } from './saliency/compute-saliency.ts';
export type { SaliencyMethod, SaliencyTask, SaliencyValues } from './saliency/saliency-method.ts';
export {
  type SaliencyMethodName,
  saliencyMethodNames,
  saliencyMethods,
} from './saliency/saliency-methods.ts';
export { drawSaliency, type SaliencyPicture } from './saliency/saliency-picture.ts';
export type { CellsToScore } from './score-cells.ts';
export type { ScoreRequest } from './score-request.ts';
export { fingerprintOf, type KeyPair, makeKeyPair, readKey } from './signing-key.ts';
export { type Standing, standingsOf } from './standings.ts';
export { type Cost, decodeRecord, encodeRecord, type StoredRecord } from './stored-record.ts';
export type { TrainListeners } from './training/train-network.ts';
export type { RecordedObjective, TrainRequest } from './training/train-request.ts';
export {
  parseTrainingRecord,
  type TrainingRecord,
  trainingRecordSchema,
} from './training/training-record.ts';
export { trainingFiles } from './training/write-trained.ts';
export type { Verification } from './verification.ts';
export type { VerifyRequest } from './verify-record.ts';
export type { VerifyListeners } from './verify-trust.ts';
