import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type RunContext, throwIfInterrupted } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { writing } from '@ventral/files';
import { findPlugin, type PluginIndex } from '@ventral/host';
import type { PrunedLayer, PruneSettings } from '@ventral/onnx';
import type { ChosenLayers } from './choose-layers.ts';
import { pruneFile } from './prune-file.ts';
import type { PruningPoint, PruningStudy } from './pruning-study.ts';
import type { ScoreRecord } from './record.ts';
import { runScore, type ScoreRequest } from './run-score.ts';

/** What to study. */
export interface PruningStudyRequest {
  /** Path of a network. */
  readonly model: string;
  /** Ids of benchmarks, with or without their scoreVersions. */
  readonly benchmarks: readonly string[];
  /** In the order in which they are scored. */
  readonly sparsities: readonly number[];
}

/**
 * Scores a network at every sparsity on every benchmark. What the study holds already is not scored
 * again; after each score it is handed on, so that an interrupted study loses none.
 *
 * The layer is the one that is named, else the one that an ordinary score takes of the network before
 * pruning, at all sparsities. One pruned network at a time lies in a temporary folder.
 *
 * @param keep called with the study as it grows
 * @throws VentralError `OPTION_INVALID` where the study has scores of another version of a benchmark
 */
export async function runPruningStudy(
  { model, benchmarks, sparsities }: PruningStudyRequest,
  begun: PruningStudy,
  keep: (study: PruningStudy) => Promise<void>,
  index: PluginIndex,
  context: RunContext,
): Promise<PruningStudy> {
  for (const benchmark of benchmarks) requireSameVersion(begun, benchmark, index);
  let study = begun;
  const request = { ...study.inputs, model, metricOptions: {}, missingParts: 'refuse' as const };
  const total = sparsities.length * benchmarks.length;
  let done = 0;
  const progress = () =>
    context.report({ task: 'Scoring at every sparsity', done, total, unit: 'parts' });
  progress();
  for (const sparsity of sparsities) {
    const point = study.points.find((one) => one.sparsity === sparsity);
    const missing = benchmarks.filter((id) => findRecord(point, id) === undefined);
    done += benchmarks.length - missing.length;
    if (missing.length === 0) continue;
    throwIfInterrupted(context.signal, `after ${done} of ${total} scores`);
    const folder = await mkdtemp(join(tmpdir(), 'ventral-pruned-'));
    try {
      const path = join(folder, nameOf(model, sparsity, study.scope));
      const layers = await writePruned(model, path, { sparsity, scope: study.scope });
      for (const benchmark of missing) {
        const compared = await layersFor(benchmark, study, async () => {
          const unpruned = { ...request, benchmark, layers: {} };
          return (await runScore(unpruned, index, context)).record;
        });
        const { record } = await runScore(
          { ...request, model: path, benchmark, layers: compared },
          index,
          labelled(context, `sparsity ${sparsity}`),
        );
        study = withRecord(study, { sparsity, layers, records: [record] });
        await keep(study);
        done += 1;
        progress();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return study;
}

/**
 * The record of a benchmark at a sparsity, where there is one.
 *
 * @param benchmark its id, with or without its scoreVersion
 */
export function findRecord(
  point: PruningPoint | undefined,
  benchmark: string,
): ScoreRecord | undefined {
  const [id, version] = benchmark.split('@');
  return point?.records.find(
    ({ benchmark: { id: scored, scoreVersion } }) =>
      scored === id && (version === undefined || version === String(scoreVersion)),
  );
}

/** The layers of all sparsities: named, or those of an earlier one, or of the network itself. */
async function layersFor(
  benchmark: string,
  { inputs: { layer }, points }: PruningStudy,
  scoreUnpruned: () => Promise<ScoreRecord>,
): Promise<ScoreRequest['layers']> {
  if (layer !== undefined) return { layer };
  const earlier = points.map((point) => findRecord(point, benchmark)).find((record) => record);
  return layersOf(earlier ?? (await scoreUnpruned()));
}

function layersOf({ model }: ScoreRecord): ChosenLayers {
  const { layer, regionLayers, layerChosenBy = 'user' } = model;
  const choice = layer ?? regionLayers;
  const notes =
    layerChosenBy === 'this benchmark'
      ? [`Layer ${layer} was chosen on this benchmark before pruning: an optimistic number.`]
      : [];
  return { choices: choice === undefined ? [] : [choice], chosenBy: layerChosenBy, notes };
}

function withRecord(
  study: PruningStudy,
  { sparsity, layers, records }: PruningPoint,
): PruningStudy {
  const others = study.points.filter((point) => point.sparsity !== sparsity);
  const before = study.points.find((point) => point.sparsity === sparsity)?.records ?? [];
  const point = { sparsity, layers, records: [...before, ...records] };
  return { ...study, points: [...others, point].sort((a, b) => a.sparsity - b.sparsity) };
}

/** Progress that tells one pruned network from the next. */
function labelled(context: RunContext, label: string): RunContext {
  return {
    ...context,
    report: (event) => context.report({ ...event, task: `${event.task}, ${label}` }),
  };
}

function nameOf(model: string, sparsity: number, scope: PruningStudy['scope']): string {
  const layerwise = scope === 'layer' ? '-per-layer' : '';
  return `${basename(model, '.onnx')}-sparsity-${sparsity}${layerwise}.onnx`;
}

/** Writes a pruned network; its bytes are let go of before it is scored. */
async function writePruned(
  model: string,
  path: string,
  settings: PruneSettings,
): Promise<readonly PrunedLayer[]> {
  const { bytes, layers } = await pruneFile(model, settings);
  await writing(writeFile(path, bytes), path, bytes.length);
  return layers;
}

function requireSameVersion(study: PruningStudy, benchmark: string, index: PluginIndex): void {
  const { id, scoreVersion } = findPlugin(index, 'benchmark', benchmark);
  for (const point of study.points) {
    const version = findRecord(point, benchmark)?.benchmark.scoreVersion;
    if (version === undefined || version === scoreVersion) continue;
    throw new VentralError(
      'OPTION_INVALID',
      `The study has scores of ${id}@${version}; installed is ${id}@${scoreVersion}.`,
      { hint: 'Begin another study: name another file with --output.' },
    );
  }
}
