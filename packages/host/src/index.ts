/**
 * What hosts plugins: finds those of a project and imports them, records activations of models
 * through a cache on disk, and says where that cache is.
 *
 * @module
 */
export { cacheLimit, keepWithinLimit } from './cache-limit.ts';
export { type Catalog, type CatalogEntry, catalogSchema, parseCatalog } from './catalog.ts';
export { createRunContext } from './create-run-context.ts';
export { describeOptions, type OptionDescription } from './describe-options.ts';
export { featureFileCandidate } from './feature-file-candidate.ts';
export { findById } from './find-by-id.ts';
export { importFromProject } from './import-from-project.ts';
export { isProcessRunning } from './is-process-running.ts';
export { layersOfChoice, layerWindowsIn, windowKey } from './layer-choice.ts';
export { type ModelCandidateSettings, modelCandidate } from './model-candidate.ts';
export { nameAndVersion } from './name-and-version.ts';
export {
  addressOf,
  discoverPlugins,
  findPlugin,
  type InstalledFrontEnd,
  type InstalledModelFile,
  type InstalledNetwork,
  type InstalledPlugin,
  importExport,
  loadPlugin,
  type PluginIndex,
  type PluginOfKind,
} from './plugin-index.ts';
export {
  findInstalled,
  findProject,
  type InstalledPackage,
  type PackageJson,
} from './project.ts';
export { recordActivations } from './record-activations.ts';
export { oldestRun, openRunFolder, type RunFolder } from './run-folder.ts';
export { unitOf } from './unit-of.ts';
