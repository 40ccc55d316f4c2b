import type { Model, ModelFileOptions, PluginKind } from '@ventral/core';
import {
  cacheLimit,
  discoverPlugins,
  findProject,
  keepWithinLimit,
  loadPlugin,
  openRunFolder,
  type PluginIndex,
  type PluginOfKind,
} from '@ventral/host';
import { type AlignmentStudyRequest, alignmentStudyFields } from './alignment/alignment-request.ts';
import type { AlignmentStudy } from './alignment/alignment-study.ts';
import {
  type AlignmentStudyListeners,
  runAlignmentStudy,
} from './alignment/run-alignment-study.ts';
import { checkRequest } from './check-request.ts';
import {
  benchmarksToChooseOn,
  type CommitListeners,
  type Commitment,
  type CommitRequest,
  commitFields,
  commitLayers,
} from './commit-layers.ts';
import {
  type ClosedLoopListeners,
  type ClosedLoopRecord,
  type ClosedLoopRequest,
  closedLoopFields,
  runClosedLoop,
} from './control/closed-loop.ts';
import type { ControlRecord } from './control/control-record.ts';
import { type ControlRequest, controlFields } from './control/control-request.ts';
import { type ControlListeners, runControl } from './control/run-control.ts';
import { type DecodeRequest, decodeFields } from './decoding/decode-request.ts';
import type { DecodingRecord } from './decoding/decoding-record.ts';
import { runDecoding } from './decoding/run-decoding.ts';
import { type DescribeRequest, describeFields, describeModel } from './describe-model.ts';
import { diffRecords } from './diff-records.ts';
import { findModel } from './find-model.ts';
import { type LayerListing, type LayersRequest, layersFields, listLayers } from './list-layers.ts';
import { type CellsRequest, cellsFields, makeCells, type PlannedCells } from './make-cells.ts';
import {
  type FilesRequest,
  type MissingFiles,
  missingForRequest,
  sayingWhatFetches,
} from './missing-for-request.ts';
import type { ModelDescriptionFile } from './model-description.ts';
import type { ProjectRun } from './project-run.ts';
import { pruneFile } from './prune-file.ts';
import type { PruningStudy } from './pruning-study.ts';
import type { ScoreRecord } from './record.ts';
import { signRecord } from './record-signature.ts';
import type { RobustnessStudy } from './robustness/robustness-study.ts';
import {
  type RobustnessStudyListeners,
  type RobustnessStudyRequest,
  robustnessStudyFields,
  runRobustnessStudy,
} from './robustness/run-robustness-study.ts';
import {
  type CompareListeners,
  type CompareRequest,
  type Comparison,
  compareFields,
  runComparison,
} from './run-comparison.ts';
import {
  type PruningStudyListeners,
  type PruningStudyRequest,
  pruningStudyFields,
  runPruningStudy,
} from './run-pruning-study.ts';
import { runScore } from './run-score.ts';
import { createProjectContext, type RunSettings, withoutUndefined } from './run-settings.ts';
import {
  computeSaliency,
  type Saliency,
  type SaliencyRequest,
  saliencyFields,
} from './saliency/compute-saliency.ts';
import { type CellsToScore, scoreCells } from './score-cells.ts';
import { type ScoreRequest, scoreFields } from './score-request.ts';
import { type TrainListeners, trainNetwork } from './training/train-network.ts';
import { type TrainRequest, trainFields } from './training/train-request.ts';
import type { TrainingRecord } from './training/training-record.ts';
import type { Verification } from './verification.ts';
import { type VerifyRequest, verifyFields, verifyRecord } from './verify-record.ts';
import type { VerifyListeners } from './verify-trust.ts';

/** How the requests to a project are met, unless one says otherwise. */
export interface ProjectSettings extends RunSettings {
  /**
   * A folder inside the package of the program that scores, such as `import.meta.dirname`: records name
   * it, where it has a name and a version.
   */
  readonly program?: string | undefined;
}

/**
 * A project whose plugins score models. Each request ends with a plain result; its settings may differ
 * from the project's. Nothing is printed. Paths are those of the process, as everywhere in Node.
 */
export interface Project {
  /** The plugins of the project: what is installed, and what it brings itself. */
  readonly plugins: PluginIndex;

  /** A plugin, imported and checked against its manifest. */
  load<Kind extends PluginKind>(kind: Kind, id: string): Promise<PluginOfKind[Kind]>;

  /** The model of an id or a model file, not opened yet. */
  findModel(model: string, options?: ModelFileOptions): Promise<Model>;

  /**
   * Scores a model, a model file or features on a benchmark.
   *
   * @throws VentralError with one of the codes of docs/errors.md; `INTERRUPTED` soon after the signal
   *   aborts: the same request then goes on from what was recorded
   */
  score(request: ScoreRequest, settings?: RunSettings): Promise<ScoreRecord>;

  /**
   * Scores several models on one benchmark. A model that cannot be scored fails alone; an interrupted
   * comparison goes on after the last record.
   */
  compare(request: CompareRequest, settings?: RunSettings & CompareListeners): Promise<Comparison>;

  /** Names scores that are wanted, each by everything that it depends on; nothing is scored. */
  cells(request: CellsRequest, settings?: RunSettings): Promise<PlannedCells>;

  /** Makes the scores that cells of one model name. A cell that cannot be scored fails alone. */
  scoreCells(cells: CellsToScore, settings?: RunSettings): Promise<void>;

  /**
   * What scores of models on benchmarks would have to fetch. Nothing is fetched; where the run is not
   * offline, the list is empty.
   */
  missingFiles(request: FilesRequest, settings?: RunSettings): Promise<readonly MissingFiles[]>;

  /** Chooses the layer of a model for each region. */
  commit(request: CommitRequest, settings?: RunSettings & CommitListeners): Promise<Commitment>;

  /** The layers of a model in the order in which they are computed, and what cannot be used as one. */
  layers(request: LayersRequest, settings?: RunSettings): Promise<LayerListing>;

  /** What a file beside a model file has to hold for later requests to use it so; nothing is written. */
  describe(request: DescribeRequest, settings?: RunSettings): Promise<ModelDescriptionFile>;

  /** Says which pixels of an image a response of a model depends on. */
  saliency(request: SaliencyRequest, settings?: RunSettings): Promise<Saliency>;

  /** Checks a record and its signature, scores again, and says whether the two are equal. */
  verify(request: VerifyRequest, settings?: RunSettings & VerifyListeners): Promise<Verification>;

  /** Trains a network on images; the trained one is a file that can be scored. */
  train(request: TrainRequest, settings?: RunSettings & TrainListeners): Promise<TrainingRecord>;

  /** Scores a network while ever more of its weights are zero. */
  studyPruning(
    request: PruningStudyRequest,
    settings?: RunSettings & PruningStudyListeners,
  ): Promise<PruningStudy>;

  /** Compares how robust networks are: under attack and under corruption. */
  studyRobustness(
    request: RobustnessStudyRequest,
    settings?: RunSettings & RobustnessStudyListeners,
  ): Promise<RobustnessStudy>;

  /** Trains a network towards recordings by several weights, with controls, and scores each. */
  studyAlignment(
    request: AlignmentStudyRequest,
    settings?: RunSettings & AlignmentStudyListeners,
  ): Promise<AlignmentStudy>;

  /** Chooses and makes images that control the responses of recorded sites. */
  control(
    request: ControlRequest,
    settings?: RunSettings & ControlListeners,
  ): Promise<ControlRecord>;

  /** Chooses stimuli to record in rounds, and says how many fewer it takes than at random. */
  closeLoop(
    request: ClosedLoopRequest,
    settings?: RunSettings & ClosedLoopListeners,
  ): Promise<ClosedLoopRecord>;

  /** Says what can be told from recordings, and when, beside the layers of a network. */
  decode(request: DecodeRequest, settings?: RunSettings): Promise<DecodingRecord>;

  /** Explains what sets two scores apart. */
  readonly diff: typeof diffRecords;
  /** Signs a record. */
  readonly sign: typeof signRecord;
  /** Prunes a network. */
  readonly prune: typeof pruneFile;
}

/**
 * Opens the project that a folder belongs to: the nearest package.json upwards, and the plugins among its
 * dependencies.
 *
 * @default folder the current one
 * @throws VentralError `MANIFEST_INVALID`, `API_VERSION_MISMATCH`, `PLUGIN_CONFLICT`
 */
export async function openProject(
  folder: string = process.cwd(),
  settings: ProjectSettings = {},
): Promise<Project> {
  const { program: programFolder, ...ofProject } = settings;
  const plugins = await discoverPlugins(folder);
  const program = programFolder === undefined ? undefined : await findProject(programFolder);
  const begin = async (overrides: RunSettings = {}): Promise<ProjectRun> => {
    const merged = { ...ofProject, ...withoutUndefined(overrides) };
    const choosesDevice = (merged.device ?? 'auto') === 'auto';
    const context = await createProjectContext(folder, merged);
    return { folder, plugins, program, context, choosesDevice };
  };
  const scoring = async <Result>(
    overrides: RunSettings | undefined,
    work: (run: ProjectRun) => Promise<Result>,
  ): Promise<Result> => {
    const limit = cacheLimit();
    const run = await begin(overrides);
    const { cacheFolder } = run.context;
    const folder = await openRunFolder(run.context);
    try {
      return await work(run);
    } finally {
      await folder[Symbol.asyncDispose]();
      if (folder.path !== undefined) await keepWithinLimit(cacheFolder, limit);
    }
  };
  return {
    plugins,
    load: (kind, id) => loadPlugin(plugins, kind, id),
    async findModel(model, options = {}) {
      return (await findModel(model, options, plugins)).model;
    },
    async score(request, overrides) {
      checkRequest(scoreFields, request);
      return (await scoring(overrides, (run) => runScore(request, run))).record;
    },
    async compare(request, { onRecord, onFailure, ...overrides } = {}) {
      checkRequest(compareFields, request);
      return scoring(overrides, (run) => runComparison(request, { onRecord, onFailure }, run));
    },
    async cells(request, overrides) {
      checkRequest(cellsFields, request);
      return makeCells(request, await begin(overrides));
    },
    scoreCells: (cells, overrides) => scoring(overrides, (run) => scoreCells(cells, run)),
    async missingFiles(request, overrides) {
      const run = await begin(overrides);
      return run.context.offline ? missingForRequest(request, run) : [];
    },
    async commit(request, { onRegion, ...overrides } = {}) {
      checkRequest(commitFields, request);
      const benchmarks = Object.values(benchmarksToChooseOn(request.on, plugins));
      const files = { benchmarks, models: [request.model] };
      return scoring(overrides, (run) =>
        sayingWhatFetches(files, run, () => commitLayers(request, { onRegion }, run)),
      );
    },
    async layers(request, overrides) {
      checkRequest(layersFields, request);
      const [run, files] = [await begin(overrides), { benchmarks: [], models: [request.model] }];
      return sayingWhatFetches(files, run, () => listLayers(request, run));
    },
    async describe(request, overrides) {
      checkRequest(describeFields, request);
      return describeModel(request, await begin(overrides));
    },
    async saliency(request, overrides) {
      checkRequest(saliencyFields, request);
      const [run, files] = [await begin(overrides), { benchmarks: [], models: [request.model] }];
      return sayingWhatFetches(files, run, () => computeSaliency(request, run));
    },
    async verify(request, { confirm, ...overrides } = {}) {
      checkRequest(verifyFields, request);
      return scoring(overrides, (run) => verifyRecord(request, { confirm }, run));
    },
    async train(request, { onEpoch, ...overrides } = {}) {
      checkRequest(trainFields, request);
      const run = await begin(overrides);
      return trainNetwork(request, { onEpoch }, run);
    },
    async studyPruning(request, { onScore, ...overrides } = {}) {
      checkRequest(pruningStudyFields, request);
      return scoring(overrides, (run) => runPruningStudy(request, { onScore }, run));
    },
    async studyRobustness(request, { onNetwork, ...overrides } = {}) {
      checkRequest(robustnessStudyFields, request);
      return scoring(overrides, (run) => runRobustnessStudy(request, { onNetwork }, run));
    },
    async studyAlignment(request, { onNetwork, ...overrides } = {}) {
      checkRequest(alignmentStudyFields, request);
      return scoring(overrides, (run) => runAlignmentStudy(request, { onNetwork }, run));
    },
    async control(request, { onImages, ...overrides } = {}) {
      checkRequest(controlFields, request);
      const files = { benchmarks: [request.benchmark], models: [request.model] };
      return scoring(overrides, (run) =>
        sayingWhatFetches(files, run, () => runControl(request, { onImages }, run)),
      );
    },
    async closeLoop(request, { onSeed, ...overrides } = {}) {
      checkRequest(closedLoopFields, request);
      const files = { benchmarks: [request.benchmark], models: [request.model] };
      return scoring(overrides, (run) =>
        sayingWhatFetches(files, run, () => runClosedLoop(request, { onSeed }, run)),
      );
    },
    async decode(request, overrides) {
      checkRequest(decodeFields, request);
      return scoring(overrides, (run) => runDecoding(request, run));
    },
    diff: diffRecords,
    sign: signRecord,
    prune: pruneFile,
  };
}
