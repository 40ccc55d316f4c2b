import type { Command } from '@commander-js/extra-typings';
import type { MetricSources } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { collect, seed } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { parseOptionValues } from '../option-values.ts';
import { openProjectHere, runWith } from '../run.ts';

/** `ventral metric`: runs a metric on files: matrices (.npy, .npz) for recordings, tables (.csv) for choices. */
export function addMetric(program: Command): void {
  program
    .command('metric')
    .description('Run a metric on files: matrices of recordings, tables of choices')
    .argument('<id>', 'id of a metric')
    .option(
      '--source <file>',
      'of a model: features (.npy or .npz, stimuli x features), or probabilities or choices (.csv)',
    )
    .requiredOption(
      '--target <file>',
      'recordings (.npy or .npz, stimuli x neuroids, x repetitions with NaN where missing), or choices (.csv)',
    )
    .option('--labels <file>', 'a label for each stimulus, one a line: splits keep their shares')
    .option('--option <name=value>', 'an option of the metric (repeatable)', collect)
    .option('--seed <number>', 'seed of the splits', seed)
    .option('--json', 'print JSON')
    .action(async (id, flags) => {
      const { createProjectContext, readChoices } = await import('@ventral/scoring');
      const { readRecordings } = await import('../matrix-files.ts');
      const project = await openProjectHere();
      const metric = await project.load('metric', id);
      const { labels } = flags;
      const target = /\.csv$/i.test(flags.target)
        ? await readChoices(flags.target)
        : await readRecordings(flags.target, labels);
      const source = await readSource(metric.source, id, flags);
      const options = {
        ...(labels === undefined ? {} : { stratification: 'label' }),
        ...parseOptionValues(flags.option),
      };
      const result = await runWith(flags, async (settings) => {
        const context = await createProjectContext(process.cwd(), settings);
        const score = await metric.compare(source, target, options, context);
        return { seed: context.seed, score };
      });
      if (flags.json) {
        process.stdout.write(jsonText(result));
        return;
      }
      const { scoreText } = await import('../score-table.ts');
      const { score } = result;
      console.log(`${id}   ${scoreText(score)}`);
      console.log(`${metric.title}; ${score.better} is better.`);
      for (const note of score.notes ?? []) console.log(note);
    });
}

async function readSource(
  kind: keyof MetricSources,
  id: string,
  { source, labels }: { readonly source?: string; readonly labels?: string },
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
      features: 'features as .npy or .npz, one row a stimulus',
      probabilities: 'a .csv with stimulus_id and a column of probabilities for each object',
      choices: 'a .csv with stimulus_id and choice',
    }[kind];
    throw new VentralError('OPTION_INVALID', `The metric '${id}' needs a --source.`, {
      hint: `Give ${wanted}.`,
    });
  }
  if (kind === 'features') {
    const { readFeatures } = await import('../matrix-files.ts');
    return readFeatures(source);
  }
  if (kind === 'choices') return (await import('@ventral/scoring')).readChoices(source);
  return (await import('../probability-file.ts')).readProbabilities(source);
}
