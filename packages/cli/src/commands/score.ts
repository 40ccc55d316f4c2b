import type { Score } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { discoverPlugins } from '@ventral/host';
import type { ModelFileOptions } from '@ventral/scoring';
import { runScore, type ScoreRequest } from '@ventral/scoring';
import { jsonText } from '../json-text.ts';
import { loadPlot } from '../load-plots.ts';
import { parseOptionValues } from '../option-values.ts';
import { type OutputFile, reserveOutputFile } from '../output-file.ts';
import { printScore } from '../print-score.ts';
import { type RunOptions, runWith } from '../run.ts';
import { searchFigure } from '../search-figure.ts';
import { type Search, shownExtras } from '../shown-extras.ts';

/** Options of `ventral score`. */
export interface ScoreOptions extends RunOptions, ModelFileOptions {
  readonly layer?: string;
  readonly layers?: readonly string[];
  readonly metric?: string;
  readonly option?: readonly string[];
  readonly missing?: 'refuse' | 'leave-out';
  readonly stimulusIds?: string;
  readonly output?: string;
  readonly plot?: string;
  readonly json?: boolean;
}

/** Scores a model, a model file or a file of features on a benchmark. */
export async function score(
  model: string,
  benchmarkId: string,
  options: ScoreOptions,
): Promise<void> {
  const { layer, layers, option, missing = 'refuse', plot, ...rest } = options;
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
  const searchChart = plot === undefined ? undefined : await loadPlot('searchChart');
  const output = options.output === undefined ? undefined : await reserveOutputFile(options.output);
  let figure: OutputFile | undefined;
  try {
    if (plot !== undefined) figure = await reserveOutputFile(plot, '--plot');
    const { record, benchmark } = await runWith(options, (context) =>
      runScore(request, index, context),
    );
    const text = jsonText(record);
    await output?.finish(text);
    if (options.json) process.stdout.write(text);
    else printScore(record, benchmark, options.output);
    if (searchChart === undefined) return;
    await figure?.finish(await searchChart(searchFigure(searchOf(record.score))));
  } catch (error) {
    await output?.discard();
    await figure?.discard();
    throw error;
  }
}

function searchOf(score: Score): Search {
  const { search } = shownExtras(score);
  if (search !== undefined) return search;
  throw new VentralError('OPTION_INVALID', '--plot draws a search, and nothing was searched.', {
    hint: 'Give the metric several values to choose from, such as --option l1=[64,256].',
  });
}
