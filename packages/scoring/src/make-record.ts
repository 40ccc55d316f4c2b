import type { Benchmark, Dataset, PinnedFile, PluginKind, Score, UsedMetric } from '@ventral/core';
import { type InstalledPackage, nameAndVersion } from '@ventral/host';
import type { ProjectRun } from './project-run.ts';
import { parseRecord, type RecordedPlugin, type ScoreRecord } from './record.ts';
import { runDevice } from './run-device.ts';
import { runEnvironment } from './run-environment.ts';
import { withBinIntervalsAlone, withIntervalsAlone } from './with-intervals-alone.ts';

/** What was scored, on what, and how it came out. */
export interface ScoredRun {
  readonly benchmark: Benchmark;
  readonly benchmarkPackage: InstalledPackage;
  readonly model: ScoreRecord['model'];
  readonly inputs: ScoreRecord['inputs'];
  /** The packages of the model and of a metric other than the benchmark's own. */
  readonly otherPackages: readonly InstalledPackage[];
  /** The pinned files that were read. */
  readonly files: readonly PinnedFile[];
  readonly score: Score;
  /** The scores of all layers, where several were tried. */
  readonly layers?: ReadonlyMap<string, Score>;
}

/** Makes the record of a run: the score with everything needed to make it again. */
export async function makeRecord(scored: ScoredRun, run: ProjectRun): Promise<ScoreRecord> {
  const { benchmark, benchmarkPackage, otherPackages } = scored;
  const roots = [benchmarkPackage, ...otherPackages];
  const { packages, environment } = await runEnvironment(roots, run);
  const record: Omit<ScoreRecord, 'score' | 'layers'> = {
    recordVersion: 3,
    createdAt: new Date().toISOString(),
    benchmark: {
      id: benchmark.id,
      scoreVersion: benchmark.scoreVersion,
      package: nameAndVersion(benchmarkPackage),
    },
    datasets: datasetsOf(benchmark).map((dataset) => asRecorded('dataset', dataset, packages)),
    metrics: metricsOf(scored.score).map((metric) => asRecorded('metric', metric, packages)),
    model: scored.model,
    inputs: scored.inputs,
    seed: run.context.seed,
    ...(await runDevice(run.context)),
    data: scored.files.map(({ path, hash, bytes }) => ({
      path,
      hash: `${hash.algorithm}:${hash.digest}`,
      ...(bytes === undefined ? {} : { bytes }),
    })),
    environment,
  };
  const { layers } = scored;
  const score = withBinIntervalsAlone(scored.score);
  const scores =
    layers === undefined
      ? { score }
      : {
          score,
          layers: Object.fromEntries(
            [...layers].map(([name, one]) => [name, withIntervalsAlone(one)]),
          ),
        };
  // Through JSON and its schema: what is written is what can be read again.
  return parseRecord(JSON.parse(JSON.stringify({ ...record, ...scores })));
}

function datasetsOf({ dataset, parts = [] }: Benchmark): readonly Dataset[] {
  return onceEach([dataset, ...parts.flatMap(datasetsOf)].filter((one) => one !== undefined));
}

function metricsOf({ metric, parts = {} }: Score): readonly UsedMetric[] {
  const own = metric === undefined ? [] : [metric];
  return onceEach([...own, ...Object.values(parts).flatMap(metricsOf)]);
}

function onceEach<Plugin extends { readonly id: string }>(
  plugins: readonly Plugin[],
): readonly Plugin[] {
  return [...new Map(plugins.map((one) => [one.id, one])).values()];
}

function asRecorded(
  kind: PluginKind,
  { id, scoreVersion }: { readonly id: string; readonly scoreVersion: number },
  packages: readonly InstalledPackage[],
): RecordedPlugin {
  const from = packages.find(({ packageJson }) => {
    const { plugins } = Object(packageJson.ventral) as { plugins?: unknown };
    if (!Array.isArray(plugins)) return false;
    return plugins.some((entry) => entry?.kind === kind && entry.id === id);
  });
  return { id, scoreVersion, ...(from === undefined ? {} : { package: nameAndVersion(from) }) };
}
