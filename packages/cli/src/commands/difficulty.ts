import type { Command } from '@commander-js/extra-typings';
import { VentralError } from '@ventral/errors';
import type { RecordedAlignment } from '@ventral/leaderboard';
import { positiveInteger, positiveNumber } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { openOutputFile, refuseOverwriting } from '../output-file.ts';
import { preprocessingChoices, preprocessingFlag } from '../preprocessing-flag.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';
import { textTable } from '../text-table.ts';

const metric = 'choice_alignment';

/** `ventral difficulty`: which images, beside which alternatives, are as easy for a model as for people. */
export function addDifficulty(program: Command): void {
  withRunFlags(program.command('difficulty'))
    .description('Sort images by whether a model and people find them equally hard')
    .argument('<model>', 'id of a model, or a model file (.onnx)')
    .argument('<benchmark>', 'id of a benchmark on choices, such as Rajalingham2018public-i2n')
    .option(preprocessingFlag, `for a model file: ${preprocessingChoices}`)
    .option('--image-size <pixels>', "for a model file: the network's input size", positiveInteger)
    .option('--layer <name>', 'the layer that choices are read from')
    .option(
      '--tolerance <share>',
      'largest difference of the share of right choices that counts as none (default: 0.1)',
      positiveNumber,
    )
    .option('--list <number>', 'how many images to list, either way (default: 10)', positiveInteger)
    .option('--output <file>', 'write the score record to a file')
    .option('--json', 'print the score record, and nothing else, to stdout')
    .action(async (model, benchmark, flags) => {
      const { tolerance, list: listed, output: path } = flags;
      const request = {
        model,
        benchmark,
        metric,
        preprocessing: flags.preprocessing,
        imageSize: flags.imageSize,
        layer: flags.layer,
        metricOptions: {
          ...(tolerance !== undefined && { tolerance }),
          ...(listed !== undefined && { listed }),
        },
      };
      const project = await openProjectHere();
      if (path !== undefined) await refuseOverwriting(path, [model, flags.preprocessing ?? '']);
      const output = path === undefined ? undefined : await openOutputFile(path);
      const { sayMissing } = await import('../say-missing.ts');
      const record = await runWith(flags, async (settings, say) => {
        await sayMissing(project, { benchmarks: [benchmark], models: [model] }, settings, say);
        return project.score(request, settings);
      });
      await output?.writeOrSay(jsonText(record));
      if (flags.json) {
        process.stdout.write(jsonText(record));
        return;
      }
      const { choiceAlignmentOf } = await import('@ventral/leaderboard');
      const lines = alignmentLines(choiceAlignmentOf(record.score), record.model.id);
      console.log(lines.join('\n'));
    });
}

function alignmentLines(
  alignment: RecordedAlignment | undefined,
  model: string,
): readonly string[] {
  if (alignment === undefined) {
    throw new VentralError(
      'PLUGIN_BROKEN',
      `The metric ${metric} does not say how choices align.`,
      {
        hint: 'Install the version of @ventral/metric-i2n that comes with this command.',
      },
    );
  }
  const { cells, tolerance, mostForPeople, mostForModel, ...shares } = alignment;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const table = textTable(
    [`${cells} images and alternatives`, 'share'],
    [
      [`as easy for ${model} as for people (within ${tolerance})`, percent(shares.aligned)],
      ['easier for people', percent(shares.easierForPeople)],
      [`easier for ${model}`, percent(shares.easierForModel)],
    ],
    [1],
  );
  return [
    table,
    ...examples('Much easier for people', model, mostForPeople),
    ...examples(`Much easier for ${model}`, model, mostForModel),
  ];
}

function examples(
  title: string,
  model: string,
  choices: RecordedAlignment['mostForPeople'],
): readonly string[] {
  if (choices.length === 0) return [];
  const rows = choices.map((one) => [
    one.image,
    one.object,
    one.alternative,
    one.people.toFixed(2),
    one.model.toFixed(2),
  ]);
  return ['', `${title}:`, textTable(['image', 'of', 'beside', 'people', model], rows, [3, 4])];
}
