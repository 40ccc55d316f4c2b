import { type Command, Option } from '@commander-js/extra-typings';
import { VentralError } from '@ventral/errors';
import type { DecodeRequest } from '@ventral/scoring';
import { finiteNumber, list, positiveInteger, positiveNumber } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { loadPlot } from '../load-plots.ts';
import { openOutputFile, refuseOverwriting } from '../output-file.ts';
import { preprocessingChoices, preprocessingFlag } from '../preprocessing-flag.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';
import { tokenizerFlag, tokenizerText } from '../tokenizer-flag.ts';

// The compiler holds it to all decoders there are; loading those would slow down every --help.
const decoderChoices: Readonly<Record<NonNullable<DecodeRequest['decoder']>, true>> = {
  'maximum-correlation': true,
  'nearest-mean': true,
  logistic: true,
};

/**
 * `ventral decode`: what can be told from recordings, and when, beside the layers of a network: a table, JSON and a
 * figure.
 */
export function addDecode(program: Command): void {
  withRunFlags(program.command('decode'))
    .description('Say what can be told from neurons, and when, and from the layers of a network')
    .argument('<dataset>', 'recordings, such as ZhangDesimone2011 or MajajHong2015.public')
    .argument('[model]', 'a model, or a network (.onnx), that is shown the same stimuli')
    .option('--region <name>', 'of the recordings, where there are several')
    .option('--label <name>', 'what is told (default: object_name, else category_name)')
    .option('--position <label>', 'what it is to be told regardless of, such as position')
    .addOption(
      new Option('--decoder <name>', 'how (default: maximum-correlation)').choices(
        Object.keys(decoderChoices) as (keyof typeof decoderChoices)[],
      ),
    )
    .option('--folds <number>', 'of the examples (default: 20, or one each)', positiveInteger)
    .option('--populations <number>', 'drawn, for the mean over them (default: 5)', positiveInteger)
    .option('--width <ms>', 'of windows of time (default: 150 for narrow bins)', positiveNumber)
    .option('--step <ms>', 'to the next window (default: a third of the width)', positiveNumber)
    .option('--from <ms>', 'where the first window starts, after onset', finiteNumber)
    .option('--to <ms>', 'where the last window ends', finiteNumber)
    .option('--layers <names>', 'of the model (default: its candidates for regions)', list)
    .option('--units <number>', 'of each layer (default: as many as neuroids)', positiveInteger)
    .option(preprocessingFlag, preprocessingChoices)
    .option('--image-size <pixels>', "the network's input size", positiveInteger)
    .option('--visual-degrees <number>', "width of the network's field of view", positiveNumber)
    .option(tokenizerFlag, tokenizerText)
    .option('-o, --output <file>', 'the record (.json)')
    .option('--plot <file>', 'a figure (.svg); needs @ventral/plots')
    .option('--json', 'print the record, and nothing else, to stdout')
    .action(async (dataset, model, flags) => {
      const { decodingChart, decodingDots, decodingText } = await import('../decoding-report.ts');
      const { output, plot, layers, units, preprocessing, imageSize, visualDegrees } = flags;
      const { tokenizer } = flags;
      const ofModel = { layers, units, preprocessing, imageSize, visualDegrees, tokenizer };
      requireModel(model, ofModel);
      if (plot !== undefined && plot === output) {
        throw new VentralError('OPTION_INVALID', `--output and --plot are both ${plot}.`, {
          hint: 'Give each a file of its own: a .json and a .svg.',
        });
      }
      for (const written of [output, plot]) {
        if (written !== undefined)
          await refuseOverwriting(written, [model ?? '', preprocessing ?? '']);
      }
      const project = await openProjectHere();
      const draws =
        plot === undefined
          ? undefined
          : { lineChart: await loadPlot('lineChart'), dotPlot: await loadPlot('dotPlot') };
      const figure = plot === undefined ? undefined : await openOutputFile(plot, '--plot');
      const file = output === undefined ? undefined : await openOutputFile(output);
      const { region, label, position, decoder, folds, populations } = flags;
      const { width, step, from, to } = flags;
      const record = await runWith(flags, (settings) =>
        project.decode(
          {
            ...{ dataset, model, region, label, position, decoder, folds, populations },
            ...{ width, step, from, to, ...ofModel },
          },
          settings,
        ),
      );
      await file?.writeOrSay(jsonText(record));
      if (flags.json) process.stdout.write(jsonText(record));
      else {
        const written = [
          ...(output === undefined ? [] : [`Record: ${output}`]),
          ...(plot === undefined ? [] : [`Figure: ${plot}`]),
        ];
        console.log([decodingText(record), ...written].join('\n'));
      }
      if (draws !== undefined) {
        const chart = decodingChart(record);
        await figure?.writeOrSay(
          chart === undefined
            ? await draws.dotPlot(decodingDots(record))
            : await draws.lineChart(chart),
        );
      }
    });
}

function requireModel(model: string | undefined, ofModel: Readonly<Record<string, unknown>>): void {
  const named = Object.keys(ofModel).find((name) => ofModel[name] !== undefined);
  if (model !== undefined || named === undefined) return;
  const flag = `--${named.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new VentralError('OPTION_INVALID', `${flag} is about a model, and none is named.`, {
    hint: 'Name one after the data set, such as ventral decode SimulatedVentral net.onnx.',
  });
}
