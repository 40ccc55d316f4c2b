import { cpus } from 'node:os';
import {
  type Benchmark,
  type Dataset,
  type InstalledPackage,
  type PinnedFile,
  parseRecord,
  type RunContext,
  type Score,
  type ScoreRecord,
} from '@ventral/core';
import { packagesBehind } from './packages-behind.ts';

/** What was scored, on what, and how it came out. */
export interface ScoredRun {
  readonly benchmark: Benchmark;
  readonly benchmarkPackage: InstalledPackage;
  readonly model: ScoreRecord['model'];
  /** The packages of the model and of a metric other than the benchmark's own. */
  readonly otherPackages: readonly InstalledPackage[];
  /** The pinned files that were read. */
  readonly files: readonly PinnedFile[];
  readonly score: Score;
  /** The scores of all layers, where several were tried. */
  readonly layers?: ReadonlyMap<string, Score>;
}

/** Makes the record of a run: the score with everything needed to make it again. */
export async function makeRecord(run: ScoredRun, context: RunContext): Promise<ScoreRecord> {
  const { benchmark } = run;
  const record: Omit<ScoreRecord, 'score' | 'layers'> = {
    recordVersion: 1,
    createdAt: new Date().toISOString(),
    benchmark: {
      id: benchmark.id,
      scoreVersion: benchmark.scoreVersion,
      package: nameAndVersion(run.benchmarkPackage),
    },
    datasets: datasetsOf(benchmark).map(({ id, scoreVersion }) => ({ id, scoreVersion })),
    model: run.model,
    seed: context.seed,
    device: context.device,
    data: run.files.map(({ path, hash, bytes }) => ({
      path,
      hash: `${hash.algorithm}:${hash.digest}`,
      ...(bytes === undefined ? {} : { bytes }),
    })),
    environment: {
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      processor: cpus()[0]?.model ?? 'unknown',
      packages: await packagesBehind([run.benchmarkPackage, ...run.otherPackages]),
    },
  };
  const { score, layers } = run;
  const scores = layers === undefined ? { score } : { score, layers: Object.fromEntries(layers) };
  // Through JSON and its schema: what is written is what can be read again.
  return parseRecord(JSON.parse(JSON.stringify({ ...record, ...scores })));
}

/** `name@version` of a package. */
export function nameAndVersion({ packageJson }: InstalledPackage): string {
  return `${packageJson.name}@${packageJson.version}`;
}

function datasetsOf({ dataset, parts = [] }: Benchmark): readonly Dataset[] {
  const all = [dataset, ...parts.flatMap(datasetsOf)].filter((one) => one !== undefined);
  return [...new Map(all.map((one) => [one.id, one])).values()];
}
