import { type Command, Option } from '@commander-js/extra-typings';
import { VentralError } from '@ventral/errors';
import type { Comparison, ScoreRecord } from '@ventral/scoring';
import { collect, missingChoices, positiveInteger } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { parseOptionValues } from '../option-values.ts';
import { preprocessingChoices, preprocessingFlag } from '../preprocessing-flag.ts';
import { reportError } from '../report-error.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';
import { timeFlag } from '../time-flag.ts';
import { tokenizerFlag, tokenizerText } from '../tokenizer-flag.ts';

/**
 * `ventral compare`: scores several models on one benchmark and prints them side by side, the best first.
 * A model that cannot be scored is named, the others are scored all the same, and the command ends with 1.
 */
export function addCompare(program: Command): void {
  withRunFlags(program.command('compare'))
    .description('Score several models on a benchmark, side by side')
    .argument('<benchmark>', 'id of a benchmark')
    .argument(
      '<models...>',
      'ids of models, model files (.onnx), features (.npy, .npz), or choices (.csv)',
    )
    .option(preprocessingFlag, `for model files: ${preprocessingChoices}`)
    .option('--image-size <pixels>', "for model files: the networks' input size", positiveInteger)
    .option(tokenizerFlag, tokenizerText)
    .option('--option <name=value>', 'an option of the metric (repeatable)', collect)
    .addOption(
      new Option('--missing <what>', 'what a mean does with a part that cannot be scored').choices(
        missingChoices,
      ),
    )
    .addOption(timeFlag())
    .option('--fresh', 'score anew what was scored before with the same code and options')
    .option('--output <folder>', 'write the score records to a folder')
    .option('--json', 'print the score records, and nothing else, to stdout')
    .action(async (benchmarkId, models, flags) => {
      const { output, json } = flags;
      const request = {
        benchmark: benchmarkId,
        models,
        preprocessing: flags.preprocessing,
        imageSize: flags.imageSize,
        tokenizer: flags.tokenizer,
        metricOptions: parseOptionValues(flags.option),
        missingParts: flags.missing,
        time: flags.time,
        fresh: flags.fresh,
      };
      const project = await openProjectHere();
      const benchmark = await project.load('benchmark', benchmarkId);
      const { RecordFolder } = await import('../record-folder.ts');
      const folder = output === undefined ? undefined : await RecordFolder.open(output);
      const said = new Set<string>();
      const { sayMissing } = await import('../say-missing.ts');
      const { comparisonRow, comparisonTable } = await import('../comparison-table.ts');
      const { standingsLines } = await import('../standings-table.ts');
      const comparison = await runWith(flags, async (settings, say) => {
        await sayMissing(project, { benchmarks: [benchmarkId], models }, settings, say);
        return project.compare(request, {
          ...settings,
          onRecord: async (record, reused) => {
            // Long before the table, where others are still to be scored.
            if (!reused) say(comparisonRow(benchmark, record));
            await folder?.write(record);
          },
          onFailure: ({ model, error }) => reportError(failureOf(model, error, said)),
        });
      });
      if (comparison.failures.length > 0) process.exitCode = 1;
      const { records } = comparison;
      if (json) process.stdout.write(jsonText(records));
      else if (records.length > 0) {
        const table = comparisonTable(benchmark, records);
        const title = `${benchmark.title}; ${records[0]?.score.better} is better.`;
        const standings = standingsLines(records, comparison.standings);
        const { timeLines } = await import('../time-table.ts');
        const overTime = timeLines(records);
        const lines = [title, '', table, '', ...overTime, ...standings];
        lines.push(...notesOf(comparison, output));
        console.log(lines.join('\n').trimEnd());
      }
    });
}

/** What went wrong with a model, by its name; in short where it was said of another before. */
function failureOf(model: string, error: VentralError, said: Set<string>): VentralError {
  const { code, message, hint } = error;
  const named = message.includes(model) ? message : `${model}: ${message}`;
  if (said.has(message)) return new VentralError(code, `${model}: the same as above.`);
  said.add(message);
  return new VentralError(code, named, hint === undefined ? {} : { hint });
}

function notesOf({ records, reused }: Comparison, output: string | undefined): readonly string[] {
  const isOptimistic = records.some(({ model }) => model.layerChosenBy === 'this benchmark');
  return [
    ...sharedNotes(records),
    ...(isOptimistic
      ? ['* the best of its layers on the very data it is scored on: an optimistic number.']
      : []),
    ...(reused.length > 0
      ? [
          `Scored before with the same code and options: ${reused.join(', ')}. To score anew: --fresh`,
        ]
      : []),
    ...(output === undefined ? [] : [`Records: ${output}`]),
  ];
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
