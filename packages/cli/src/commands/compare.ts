import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isVentralError } from '@ventral/errors';
import { writing } from '@ventral/files';
import { discoverPlugins, loadPlugin } from '@ventral/host';
import type { ScoreRecord } from '@ventral/scoring';
import { type ModelFileOptions, openerOf, runScore } from '@ventral/scoring';
import { comparisonTable, rankRecords } from '../comparison-table.ts';
import { jsonText } from '../json-text.ts';
import { parseOptionValues } from '../option-values.ts';
import { reserveOutputFile } from '../output-file.ts';
import { reportError } from '../report-error.ts';
import { type RunOptions, runWith } from '../run.ts';

/** Options of `ventral compare`. */
export interface CompareOptions extends RunOptions, ModelFileOptions {
  readonly option?: readonly string[];
  readonly missing?: 'refuse' | 'leave-out';
  readonly fresh?: boolean;
  readonly output?: string;
  readonly json?: boolean;
}

/**
 * Scores several models on one benchmark and prints them side by side, the best first.
 *
 * A model that cannot be scored is named, the others are scored all the same, and the command ends
 * with 1. Data and ceiling of the benchmark are loaded once for all models. A score that an earlier run
 * made, with the very same code, model, options and machine, is not made again; nor is one that was
 * finished before an interruption.
 */
export async function compare(
  benchmarkId: string,
  models: readonly string[],
  options: CompareOptions,
): Promise<void> {
  const {
    option,
    missing = 'refuse',
    fresh = false,
    output,
    json,
    preprocessing,
    imageSize,
  } = options;
  const index = await discoverPlugins(process.cwd());
  const benchmark = await loadPlugin(index, 'benchmark', benchmarkId);
  if (output !== undefined) await writing(mkdir(output, { recursive: true }), output);
  const ofFile = {
    ...(preprocessing === undefined ? {} : { preprocessing }),
    ...(imageSize === undefined ? {} : { imageSize }),
  };
  const request = {
    benchmark: benchmarkId,
    layers: {},
    metricOptions: parseOptionValues(option),
    missingParts: missing,
    keep: fresh ? ('renew' as const) : ('reuse' as const),
  };
  const names = [...new Set(models)];
  const records: ScoreRecord[] = [];
  const reusedModels: string[] = [];
  await runWith(options, async (context) => {
    const report = (done: number) =>
      context.report({ task: 'Comparing', done, total: names.length, unit: 'models' });
    for (const [done, model] of names.entries()) {
      report(done);
      try {
        const { record, reused } = await runScore(
          { ...request, ...(openerOf(model, index) && ofFile), model },
          index,
          context,
        );
        if (output !== undefined) await writeRecord(output, record);
        records.push(record);
        if (reused) reusedModels.push(record.model.id);
      } catch (error) {
        if (!isVentralError(error) || error.code === 'INTERRUPTED') throw error;
        reportError(error);
        process.exitCode = 1;
      }
    }
    report(names.length);
  });
  const ranked = rankRecords(records);
  if (json) console.log(JSON.stringify(ranked, undefined, 2));
  else if (ranked.length > 0) {
    const [{ score }] = ranked as [ScoreRecord];
    const lines = [`${benchmark.title}; ${score.better} is better.`, ''];
    lines.push(comparisonTable(benchmark, ranked), '', ...sharedNotes(ranked));
    if (ranked.some(({ model }) => model.layerChosenBy === 'this benchmark')) {
      lines.push(
        '* the best of its layers on the very data it is scored on: an optimistic number.',
      );
    }
    if (reusedModels.length > 0) {
      lines.push(
        `Scored before with the same code and options: ${reusedModels.join(', ')}. To score anew: --fresh`,
      );
    }
    if (output !== undefined) lines.push(`Records: ${output}`);
    console.log(lines.join('\n').trimEnd());
  }
}

async function writeRecord(folder: string, record: ScoreRecord): Promise<void> {
  const file = await reserveOutputFile(join(folder, `${record.model.id}.json`));
  await file.finish(jsonText(record));
}

/** What is noted of all models, or of some, whose names then stand before it. */
function sharedNotes(records: readonly ScoreRecord[]): readonly string[] {
  const modelsOf = new Map<string, string[]>();
  for (const { model, score } of records) {
    for (const note of new Set(score.notes ?? [])) {
      modelsOf.set(note, [...(modelsOf.get(note) ?? []), model.id]);
    }
  }
  return [...modelsOf].map(([note, models]) =>
    models.length === records.length ? note : `${models.join(', ')}: ${note}`,
  );
}
