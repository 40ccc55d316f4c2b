import type { StimulusSet } from '@ventral/arrays';
import type { Candidate, ModelFileOptions, Score } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { loadPlugin, type PluginIndex } from '@ventral/host';
import { countSchema } from '@ventral/numerics';
import * as v from 'valibot';
import type { RequestFields } from './check-request.ts';
import { onChosenDevice } from './choose-device.ts';
import { chooseLayers } from './choose-layers.ts';
import { findModel, modelFileFields } from './find-model.ts';
import type { CommittedLayer, LayerMap } from './layer-map.ts';
import { layerMapPath } from './layer-map-file.ts';
import { openOnDevice } from './open-on-device.ts';
import { readImageFolder, reduceCandidate } from './principal-components.ts';
import type { ProjectRun } from './project-run.ts';
import { runDevice } from './run-device.ts';
import { scoreLayers } from './score-layers.ts';

/** What to choose layers of, among which, and on what. */
export interface CommitRequest extends ModelFileOptions {
  /** Id of a model, or path of a model file. */
  readonly model: string;
  /**
   * The benchmark to choose on, for each region.
   * @default Brain-Score's public ones, as far as they are installed
   */
  readonly on?: Readonly<Record<string, string>> | undefined;
  /**
   * The layers to choose from, or `['all']`.
   * @default the model's candidate layers
   */
  readonly layers?: readonly string[] | undefined;
  /** Folder of images: while choosing, features are reduced to their principal components of these. */
  readonly pcaImages?: string | undefined;
  /**
   * How many components.
   * @default 1000
   */
  readonly components?: number | undefined;
}

/** The fields of a request to commit layers. */
export const commitFields: RequestFields<CommitRequest> = {
  ...modelFileFields,
  model: v.string(),
  on: v.optional(v.record(v.string(), v.string())),
  layers: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  pcaImages: v.optional(v.string()),
  components: v.optional(countSchema(100_000)),
};

/** Who hears how a choice of layers goes. */
export interface CommitListeners {
  /** Called with each region as its layer is chosen. */
  readonly onRegion?: ((choice: RegionChoice) => void) | undefined;
}

/** The layers that were tried for a region. */
export interface RegionChoice {
  readonly region: string;
  /** Id of the benchmark. */
  readonly benchmark: string;
  /** By layer, in the order in which they were tried. */
  readonly scores: Readonly<Record<string, Score>>;
  /** Why layers were left out, one sentence each. */
  readonly leftOut: readonly string[];
  /** What else is to be said, such as that a device was not used. */
  readonly notes: readonly string[];
}

/** Layers that were chosen. */
export interface Commitment {
  /** Written to `path` as JSON, it is what scores of the model use from then on. */
  readonly map: LayerMap;
  /** Beside the model file; in the current folder for a model that comes with a package. */
  readonly path: string;
  readonly choices: readonly RegionChoice[];
}

// The public benchmarks on which Brain-Score commits layers.
const defaultBenchmarks: Readonly<Record<string, string>> = {
  V1: 'FreemanZiemba2013public.V1-pls',
  V2: 'FreemanZiemba2013public.V2-pls',
  V4: 'MajajHong2015public.V4-pls',
  IT: 'MajajHong2015public.IT-pls',
};

/**
 * Scores layers of a model on a benchmark for each region, and chooses the best of each.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND` where no benchmark is named, and none of the public ones installed
 */
export async function commitLayers(
  request: CommitRequest,
  { onRegion }: CommitListeners,
  run: ProjectRun,
): Promise<Commitment> {
  const { plugins, context } = run;
  const { pcaImages, components = 1000, layers } = request;
  const ids = Object.entries(benchmarksToChooseOn(request.on, plugins));
  const benchmarks = await Promise.all(
    ids.map(async ([region, id]) => [region, await loadPlugin(plugins, 'benchmark', id)] as const),
  );
  const { model } = await findModel(request.model, request, plugins);
  const images = pcaImages === undefined ? undefined : await readImageFolder(pcaImages);
  const open = await openOnDevice(model, request.model, context);
  try {
    const asked = { layers: layers ?? open.candidateLayers };
    const regions: Record<string, CommittedLayer> = {};
    const choices: RegionChoice[] = [];
    for (const [region, benchmark] of benchmarks) {
      const sources = { name: request.model, model, open, map: undefined, asked } as const;
      const tried = chooseLayers(benchmark, { ...sources, missingParts: 'refuse' }).choices;
      const scoring = { model, open, benchmark, choices: tried };
      const { scores, best, bestScore, leftOut, notes, device } = await onChosenDevice(
        run,
        { model, open },
        async ({ context }, notes) => {
          const reduce =
            images && ((one: Candidate) => reduceCandidate(one, images, components, context));
          return {
            ...(await scoreLayers({ ...scoring, ...(reduce && { reduce }) }, context)),
            notes,
            device: await runDevice(context),
          };
        },
      );
      const choice = {
        region,
        benchmark: benchmark.id,
        scores: Object.fromEntries(scores),
        ...{ leftOut, notes },
      };
      onRegion?.(choice);
      choices.push(choice);
      regions[region] = {
        layer: best as string,
        benchmark: benchmark.id,
        scoreVersion: benchmark.scoreVersion,
        score: bestScore.value,
        ...(images && { reduction: describeReduction(images, components) }),
        ...(device.device !== 'cpu' && device),
      };
    }
    const map = { layerMapVersion: 1, model: model.id, digest: open.digest, regions } as const;
    return { map, path: layerMapPath(request.model), choices };
  } finally {
    await open[Symbol.asyncDispose]();
  }
}

function describeReduction({ stimuli }: StimulusSet, components: number): string {
  return `PCA to ${components} components of ${stimuli.length} images`;
}

/**
 * The ids of the benchmarks that layers are chosen on, by region.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND` where none is named, and none of the public ones installed
 */
export function benchmarksToChooseOn(
  asked: CommitRequest['on'],
  plugins: PluginIndex,
): Readonly<Record<string, string>> {
  const isInstalled = (id: string) =>
    plugins.plugins.some((plugin) => plugin.kind === 'benchmark' && plugin.id === id);
  const installed = Object.entries(defaultBenchmarks).filter(([, id]) => isInstalled(id));
  const chosen = asked ?? Object.fromEntries(installed);
  if (Object.keys(chosen).length > 0) return chosen;
  throw new VentralError('PLUGIN_NOT_FOUND', 'No benchmark to choose layers on is installed.', {
    hint:
      'Install @ventral/benchmark-majaj-hong-2015 or @ventral/benchmark-freeman-ziemba-2013, ' +
      'or name one: --on V4=Cowley2023.V4-pls',
  });
}
