import type { MetricSources } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { createRunContext, discoverPlugins, loadPlugin } from '@ventral/host';
import { readChoices, readProbabilities } from '../choice-files.ts';
import { readFeatures, readRecordings } from '../matrix-files.ts';
import { parseOptionValues } from '../option-values.ts';
import { runWith } from '../run.ts';
import { withError } from '../score-table.ts';

/** Options of `ventral metric`. */
export interface MetricOptions {
  readonly source?: string;
  readonly target: string;
  readonly labels?: string;
  readonly option?: readonly string[];
  readonly seed?: number;
  readonly json?: boolean;
}

/** Runs a metric on files: matrices (.npy) for recordings, tables (.csv) for choices. */
export async function metric(id: string, options: MetricOptions): Promise<void> {
  const index = await discoverPlugins(process.cwd());
  const plugin = await loadPlugin(index, 'metric', id);
  const target = options.target.endsWith('.csv')
    ? await readChoices(options.target)
    : await readRecordings(options.target, options.labels);
  const source = await readSource(plugin.source, id, options);
  const metricOptions = {
    ...(options.labels === undefined ? {} : { stratification: 'label' }),
    ...parseOptionValues(options.option),
  };
  const score = await runWith(options, (context) =>
    plugin.compare(source, target, metricOptions, context),
  );
  if (options.json) {
    const seed = options.seed ?? createRunContext().seed;
    console.log(JSON.stringify({ seed, score }, undefined, 2));
    return;
  }
  console.log(`${id}   ${withError(score.value, score.error)}`);
  console.log(`${plugin.title}; ${score.better} is better.`);
  for (const note of score.notes ?? []) console.log(note);
}

async function readSource(
  kind: keyof MetricSources,
  id: string,
  { source, labels }: MetricOptions,
): Promise<MetricSources[keyof MetricSources]> {
  if (kind !== 'features' && labels !== undefined) {
    throw new VentralError('OPTION_INVALID', `The metric '${id}' takes no --labels.`, {
      hint: 'Labels keep their shares in splits of stimuli, which it does not make.',
    });
  }
  if (kind === 'none') {
    if (source === undefined) return undefined;
    throw new VentralError('OPTION_INVALID', `The metric '${id}' takes no --source.`, {
      hint: 'It compares what --target holds with itself.',
    });
  }
  if (source === undefined) {
    const wanted = {
      features: 'features as .npy, one row a stimulus',
      probabilities: 'a .csv with stimulus_id and a column of probabilities for each object',
      choices: 'a .csv with stimulus_id and choice',
    }[kind];
    throw new VentralError('OPTION_INVALID', `The metric '${id}' needs a --source.`, {
      hint: `Give ${wanted}.`,
    });
  }
  if (kind === 'features') return readFeatures(source);
  return kind === 'choices' ? readChoices(source) : readProbabilities(source);
}
