import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from '@commander-js/extra-typings';
import { VentralError } from '@ventral/errors';
import type {
  ClosedLoopRecord,
  ClosedLoopRequest,
  ControlledSites,
  ControlRecord,
  ControlRequest,
  MadeImage,
} from '@ventral/scoring';
import { list, position, positiveInteger, positiveNumber } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { loadPlot } from '../load-plots.ts';
import { openOutputFile } from '../output-file.ts';
import { preprocessingChoices, preprocessingFlag } from '../preprocessing-flag.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';
import { tokenizerFlag, tokenizerText } from '../tokenizer-flag.ts';

const aims = ['stretch', 'one-hot', 'pattern'] as const;
const strategies = ['random', 'uncertainty', 'error-reduction'] as const;

/** `ventral control`: images that control responses, or stimuli to record next. */
export function addControl(program: Command): void {
  withRunFlags(program.command('control'))
    .description('Choose and make images that drive recorded sites, or close the loop')
    .argument('<model>', 'id of a model, or a model file (.onnx)')
    .requiredOption('--benchmark <id>', 'recordings of one region, such as SimulatedVentral.V4-pls')
    .option('--layer <name>', 'the layer that sites are predicted from (default: as for a score)')
    .addOption(
      new Option(
        '--aim <name>',
        'drive one site, one out of a population, or a population to a recorded pattern (default: stretch)',
      ).choices(aims),
    )
    .option('--suppress', 'of the aim stretch: silence sites instead of driving them')
    .option('--sites <ids>', 'separated by commas (default: the best predicted)', list)
    .addOption(
      new Option('--mapping <name>', '(default: ridge)').choices(['ridge', 'pls'] as const),
    )
    .option('--patterns <number>', 'recorded patterns to reach (default: 5)', positiveInteger)
    .option(
      '--pool <path>',
      'images, or a file of sentences, to choose from (default: the held-out stimuli)',
    )
    .option('--choose <number>', 'stimuli to choose for each target (default: 10)', positiveInteger)
    .option('--images <number>', 'to make for each target; 0 for none (default: 1)', position)
    .option(
      '--queries <number>',
      'random images for comparison (default: as steps)',
      positiveInteger,
    )
    .option('--steps <number>', 'steps of the ascent (default: 200)', positiveInteger)
    .addOption(
      new Option('--parametrization <name>', 'what images are made of').choices([
        'fourier',
        'pixels',
      ] as const),
    )
    .addOption(new Option('--colors <name>').choices(['grey', 'rgb'] as const))
    .option('--step-size <number>', 'in standard deviations of the slope', positiveNumber)
    .option('--jitter <pixels>', 'shift before each step (default: 1/16 of the width)', position)
    .option('--smoothness <weight>', 'of the total variation', positiveNumber)
    .option('--held-out <share>', 'of the stimuli (default: 0.2)', positiveNumber)
    .option(
      '--rounds <number>',
      'close the loop: choose stimuli in so many rounds',
      positiveInteger,
    )
    .option('--each <number>', 'stimuli of a round (default: 20)', positiveInteger)
    .option('--initial <number>', 'random stimuli before the first (default: 20)', positiveInteger)
    .addOption(
      new Option('--strategy <name>', 'how stimuli of a round are chosen').choices(strategies),
    )
    .option('--seeds <number>', 'how often the loop is closed (default: 10)', positiveInteger)
    .option(preprocessingFlag, `for a model file: ${preprocessingChoices}`)
    .option('--image-size <pixels>', "for a model file: the network's input size", positiveInteger)
    .option(tokenizerFlag, tokenizerText)
    .option('--output <folder>', 'where images (.png) and the record (.json) go', 'control')
    .option('--plot <file>', 'a figure (.svg); needs @ventral/plots')
    .option('--json', 'print the record, and nothing else, to stdout')
    .action(async (model, flags) => {
      const { encodePng } = await import('@ventral/images');
      const { writing } = await import('@ventral/files');
      const report = await import('../control-report.ts');
      const { benchmark, layer, preprocessing, imageSize, heldOut, output, plot, rounds } = flags;
      const { tokenizer } = flags;
      requireOneUse(flags);
      const project = await openProjectHere();
      const lineChart = plot === undefined ? undefined : await loadPlot('lineChart');
      const scatterPlot = plot === undefined ? undefined : await loadPlot('scatterPlot');
      const figure = plot === undefined ? undefined : await openOutputFile(plot, '--plot');
      await writing(mkdir(output, { recursive: true }), output);
      const name = rounds === undefined ? 'control.json' : 'closed-loop.json';
      const file = await openOutputFile(join(output, name));
      const sites = { model, benchmark, layer, preprocessing, imageSize, tokenizer, heldOut };
      const finish = async (record: ControlRecord | ClosedLoopRecord, text: string) => {
        if (flags.json) process.stdout.write(jsonText(record));
        else {
          const drawn = plot === undefined ? [] : [`Figure: ${plot}`];
          console.log([text, `Record: ${join(output, name)}`, ...drawn].join('\n'));
        }
      };
      if (rounds !== undefined) {
        const { each, initial, strategy, seeds } = flags;
        const asked = { ...sites, rounds, each, initial, strategy, seeds };
        const onSeed = (grown: ClosedLoopRecord) => file.write(jsonText(grown));
        const record = await runWith(flags, (settings) =>
          project.closeLoop(asked, { ...settings, onSeed }),
        );
        await finish(record, report.closedLoopText(record));
        if (lineChart) await figure?.writeOrSay(await lineChart(report.closedLoopChart(record)));
        return;
      }
      const { aim, mapping, patterns, pool, choose, images, queries, suppress } = flags;
      const { steps, parametrization, colors, stepSize, jitter, smoothness } = flags;
      const asked = {
        ...{ ...sites, sites: flags.sites, aim, mapping, patterns, pool, choose, images, queries },
        ...{ steps, parametrization, colors, stepSize, jitter, smoothness, suppress },
      };
      const onImages = async (grown: ControlRecord, made: readonly MadeImage[]) => {
        for (const { name: own, image } of made) {
          await (await openOutputFile(join(output, own))).write(await encodePng(image));
        }
        await file.write(jsonText(grown));
      };
      const record = await runWith(flags, (settings) =>
        project.control(asked, { ...settings, onImages }),
      );
      await finish(record, report.controlText(record));
      if (scatterPlot) await figure?.writeOrSay(await scatterPlot(report.controlChart(record)));
    });
}

type Flag = readonly [flag: string, value: unknown];

/** @throws VentralError `OPTION_INVALID` naming a flag of the closed loop among those of images, or the other way */
function requireOneUse(
  flags: Pick<ClosedLoopRequest, 'each' | 'initial' | 'strategy' | 'seeds'> & {
    readonly rounds?: number;
  } & Omit<ControlRequest, keyof ControlledSites>,
): void {
  const ofLoop: readonly Flag[] = [
    ['--each', flags.each],
    ['--initial', flags.initial],
    ['--strategy', flags.strategy],
    ['--seeds', flags.seeds],
  ];
  const ofImages: readonly Flag[] = [
    ['--aim', flags.aim],
    ['--suppress', flags.suppress],
    ['--sites', flags.sites],
    ['--mapping', flags.mapping],
    ['--patterns', flags.patterns],
    ['--pool', flags.pool],
    ['--choose', flags.choose],
    ['--images', flags.images],
    ['--queries', flags.queries],
    ['--steps', flags.steps],
    ['--parametrization', flags.parametrization],
    ['--colors', flags.colors],
    ['--step-size', flags.stepSize],
    ['--jitter', flags.jitter],
    ['--smoothness', flags.smoothness],
  ];
  const isLoop = flags.rounds !== undefined;
  const astray = (isLoop ? ofImages : ofLoop).find(([, value]) => value !== undefined);
  if (astray === undefined) return;
  throw new VentralError(
    'OPTION_INVALID',
    isLoop
      ? `${astray[0]} is about images that are made, and --rounds closes the loop, of all sites and by ridge.`
      : `${astray[0]} is about a closed loop, and none is asked for.`,
    { hint: isLoop ? `Leave out ${astray[0]} or --rounds.` : 'Ask for it: --rounds 10.' },
  );
}
