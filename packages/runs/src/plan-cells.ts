import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { PluginIndex } from '@ventral/host';
import type { CellFailure, PlannedCell, Project, RunSettings } from '@ventral/scoring';
import type { Plan, PlannedScores } from './plan.ts';

/** The cells of a plan, and what could not be made one. */
export interface PlanCells {
  /** Each once, in the order of the plan. */
  readonly cells: readonly PlannedCell[];
  readonly failures: readonly CellFailure[];
}

/**
 * Names the scores that a plan asks for. Opens every model; scores nothing.
 *
 * @param path of the file that the plan is from: model files are found from there
 * @throws VentralError `PLUGIN_NOT_FOUND` for a benchmark or a metric that is not installed
 */
export async function planCells(
  { scores }: Plan,
  project: Project,
  settings: RunSettings = {},
  path?: string,
): Promise<PlanCells> {
  const cells = new Map<string, PlannedCell>();
  const failures: CellFailure[] = [];
  for (const wanted of scores) {
    const { models, benchmarks, time, options: metricOptions, ...others } = wanted;
    const { missing: missingParts, tokenizer, ...rest } = others;
    const request = {
      models: namesOf(models, 'model', project.plugins).map((name) => located(name, path)),
      benchmarks: namesOf(benchmarks, 'benchmark', project.plugins),
      ...{ ...rest, metricOptions, missingParts },
      ...(tokenizer && { tokenizer: located(tokenizer, path) }),
      time: time === true ? ('responses' as const) : time,
    };
    const made = await project.cells(request, settings);
    for (const one of made.cells) cells.set(one.cell.key, cells.get(one.cell.key) ?? one);
    failures.push(...made.failures);
  }
  return { cells: [...cells.values()], failures };
}

function namesOf(
  names: PlannedScores['models'],
  kind: 'model' | 'benchmark',
  { plugins }: PluginIndex,
): readonly string[] {
  if (names !== 'installed') return names;
  return plugins.filter((plugin) => plugin.kind === kind).map(({ id }) => id);
}

function located(name: string, path: string | undefined): string {
  if (path === undefined) return name;
  const beside = resolve(dirname(path), name);
  return existsSync(beside) ? beside : name;
}
