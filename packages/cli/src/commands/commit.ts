import type { StimulusSet } from '@ventral/arrays';
import type { Benchmark, Candidate, Model, OpenModel, RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { discoverPlugins, loadPlugin, type PluginIndex } from '@ventral/host';
import type { CommittedLayer, LayerMap } from '@ventral/scoring';
import {
  chooseLayers,
  findModel,
  layerMapPath,
  type ModelFileOptions,
  readImageFolder,
  reduceCandidate,
  scoreLayers,
} from '@ventral/scoring';
import { jsonText } from '../json-text.ts';
import { reserveOutputFile } from '../output-file.ts';
import { type RunOptions, runWith } from '../run.ts';
import { scoreTable } from '../score-table.ts';

/** Options of `ventral commit`. */
export interface CommitOptions extends RunOptions, ModelFileOptions {
  readonly on?: readonly string[];
  readonly layers?: readonly string[];
  readonly pcaImages?: string;
  readonly components?: number;
  readonly output?: string;
}

// The public benchmarks on which Brain-Score commits layers.
const defaultBenchmarks: Readonly<Record<string, string>> = {
  V1: 'FreemanZiemba2013public.V1-pls',
  V2: 'FreemanZiemba2013public.V2-pls',
  V4: 'MajajHong2015public.V4-pls',
  IT: 'MajajHong2015public.IT-pls',
};

/** Scores layers on a benchmark for each region, and writes the best ones beside the model. */
export async function commit(argument: string, options: CommitOptions): Promise<void> {
  const index = await discoverPlugins(process.cwd());
  const benchmarks = await loadBenchmarks(index, options.on);
  const path = options.output ?? layerMapPath(argument);
  const { model } = await findModel(argument, options, index);
  const { pcaImages } = options;
  const images = pcaImages === undefined ? undefined : await readImageFolder(pcaImages);
  const output = await reserveOutputFile(path);
  let map: LayerMap;
  try {
    map = await runWith(options, async (context) => {
      const open = await model.open(context);
      try {
        const regions: Record<string, CommittedLayer> = {};
        for (const [region, benchmark] of benchmarks) {
          regions[region] = await chooseLayer(model, open, benchmark, images, options, context);
        }
        return { layerMapVersion: 1, model: model.id, digest: open.digest, regions };
      } finally {
        await open[Symbol.asyncDispose]();
      }
    });
  } catch (error) {
    await output.discard();
    throw error;
  }
  await output.finish(jsonText(map));
  for (const [region, { layer, benchmark }] of Object.entries(map.regions)) {
    console.log(`${region}: ${layer}, chosen on ${benchmark}`);
  }
  console.log(`Written to ${path}; scores of ${model.id} use it from now on.`);
}

async function chooseLayer(
  model: Model,
  open: OpenModel,
  benchmark: Benchmark,
  images: StimulusSet | undefined,
  options: CommitOptions,
  context: RunContext,
): Promise<CommittedLayer> {
  const asked = { layers: options.layers ?? open.candidateLayers };
  const { choices } = chooseLayers(benchmark, {
    model,
    open,
    map: undefined,
    asked,
    missingParts: 'refuse',
  });
  const { components = 1000 } = options;
  const reduce =
    images === undefined
      ? undefined
      : (candidate: Candidate) => reduceCandidate(candidate, images, components, context);
  const scoring = { model, open, benchmark, choices, ...(reduce === undefined ? {} : { reduce }) };
  const { scores, best, bestScore } = await scoreLayers(scoring, context);
  console.log(`${scoreTable(benchmark.id, [...scores])}\n`);
  return {
    layer: best as string,
    benchmark: benchmark.id,
    scoreVersion: benchmark.scoreVersion,
    score: bestScore.value,
    ...(images === undefined
      ? {}
      : { reduction: `PCA to ${components} components of ${images.stimuli.length} images` }),
  };
}

async function loadBenchmarks(
  index: PluginIndex,
  asked: readonly string[] | undefined,
): Promise<ReadonlyMap<string, Benchmark>> {
  const installed = new Set(
    index.plugins.filter(({ kind }) => kind === 'benchmark').map(({ id }) => id),
  );
  const pairs =
    asked === undefined
      ? Object.entries(defaultBenchmarks).filter(([, id]) => installed.has(id))
      : asked.map(parsePair);
  if (pairs.length === 0) {
    throw new VentralError('PLUGIN_NOT_FOUND', 'No benchmark to choose layers on is installed.', {
      hint:
        'Install @ventral/benchmark-majaj-hong-2015 or @ventral/benchmark-freeman-ziemba-2013, ' +
        'or name one: --on V4=Cowley2023.V4-pls',
    });
  }
  const loaded = pairs.map(
    async ([region, id]) => [region, await loadPlugin(index, 'benchmark', id)] as const,
  );
  return new Map(await Promise.all(loaded));
}

function parsePair(pair: string): readonly [region: string, benchmark: string] {
  const equals = pair.indexOf('=');
  if (equals > 0) return [pair.slice(0, equals), pair.slice(equals + 1)];
  throw new VentralError('OPTION_INVALID', `--on '${pair}' is not region=benchmark.`, {
    hint: 'For example: --on V4=Cowley2023.V4-pls',
  });
}
