import { discoverPlugins } from '@ventral/core';
import type { ModelFileOptions } from '../find-model.ts';
import { parseOptionValues } from '../option-values.ts';
import { reserveOutputFile } from '../output-file.ts';
import { printScore } from '../print-score.ts';
import { type RunOptions, runWith } from '../run.ts';
import { runScore, type ScoreRequest } from '../run-score.ts';

/** Options of `ventral score`. */
export interface ScoreOptions extends RunOptions, ModelFileOptions {
  readonly layer?: string;
  readonly layers?: readonly string[];
  readonly metric?: string;
  readonly option?: readonly string[];
  readonly missing?: 'refuse' | 'leave-out';
  readonly stimulusIds?: string;
  readonly output?: string;
  readonly json?: boolean;
}

/** Scores a model, a model file or a file of features on a benchmark. */
export async function score(
  model: string,
  benchmarkId: string,
  options: ScoreOptions,
): Promise<void> {
  const { layer, layers, option, missing = 'refuse', ...rest } = options;
  const request: ScoreRequest = {
    ...rest,
    model,
    benchmark: benchmarkId,
    layers: {
      ...(layer === undefined ? {} : { layer }),
      ...(layers === undefined ? {} : { layers }),
    },
    metricOptions: parseOptionValues(option),
    missingParts: missing,
  };
  const index = await discoverPlugins(process.cwd());
  const output = options.output === undefined ? undefined : await reserveOutputFile(options.output);
  try {
    const { record, benchmark } = await runWith(options, (context) =>
      runScore(request, index, context),
    );
    const text = `${JSON.stringify(record, undefined, 2)}\n`;
    await output?.finish(text);
    if (options.json) process.stdout.write(text);
    else printScore(record, benchmark, options.output);
  } catch (error) {
    await output?.discard();
    throw error;
  }
}
