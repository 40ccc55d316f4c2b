import { join } from 'node:path';
import { type Command, Option } from '@commander-js/extra-typings';
import { VentralError } from '@ventral/errors';
import type { TrainingRecord, TrainRequest } from '@ventral/scoring';
import {
  list,
  notNegative,
  pixelDistance,
  position,
  positiveInteger,
  positiveNumber,
  share,
} from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { preprocessingChoices, preprocessingFlag } from '../preprocessing-flag.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';

/** `ventral train`: trains a network on labelled images, epoch by epoch, and writes it with the record of that. */
export function addTrain(program: Command): void {
  withRunFlags(program.command('train'))
    .description('Train a network on labelled images')
    .argument(
      '<network>',
      'resnet-8, resnet-14, resnet-20, ..., or a network to go on from (.onnx)',
    )
    .requiredOption(
      '--data <images>',
      'a folder DIR/train/cat/1.png, or a data set such as CIFAR10',
    )
    .option('--label <column>', 'of the stimuli, that is their class, such as object_name')
    .requiredOption('--output <folder>', 'where the network goes; a training there is gone on with')
    .option('--epochs <number>', 'passes over the images (default: 10)', positiveInteger)
    .option('--batch-size <images>', 'images a step (default: 128)', positiveInteger)
    .addOption(new Option('--optimizer <name>', '(default: sgd)').choices(['sgd', 'adam'] as const))
    .option('--learning-rate <rate>', '(default: 0.1; of adam 0.001)', positiveNumber)
    .addOption(
      new Option('--schedule <name>', 'of the learning rate (default: cosine)').choices([
        'constant',
        'cosine',
        'steps',
      ] as const),
    )
    .option('--warm-up <epochs>', 'in which the learning rate rises from 0', positiveNumber)
    .option('--momentum <share>', 'of sgd (default: 0.9)', share)
    .option('--nesterov', 'the momentum of sgd in the form of Nesterov')
    .option('--weight-decay <number>', '(default: 0.0005; of adam 0)', notNegative)
    .option('--label-smoothing <share>', 'of the target, over all classes', share)
    .option('--crop <pixels>', 'shift images at random by up to so many pixels', position)
    .option('--flip', 'mirror every second image, at random')
    .option(
      '--adversarial <epsilon>',
      'attack the images first, as 8/255 of pixels 0..1',
      pixelDistance,
    )
    .addOption(
      new Option('--norm <name>', 'of the attack (default: linf)').choices([
        'linf',
        'l2',
        'l1',
      ] as const),
    )
    .option('--attack-steps <number>', '(default: 7)', positiveInteger)
    .option('--attack-step-size <size>', '(default: 2.5 epsilon / steps)', pixelDistance)
    .option('--recordings <dataset>', 'what a layer is to be like, such as SimulatedVentral')
    .option('--region <name>', 'of the recordings, where there are several')
    .addOption(
      new Option('--objective <name>', 'how they are to be alike (default: cka)').choices([
        'cka',
        'similarity',
        'regression',
      ] as const),
    )
    .option('--layer <names>', 'the layer, or several for similarity, separated by commas', list)
    .option('--weight <number>', 'of that beside the classes (default: 1)', notNegative)
    .option('--shuffled', 'exchange responses between images at random, as a control')
    .option('--maps <dataset>', 'what people find important, to look at, such as OSIE.first-80')
    .option('--maps-weight <number>', 'of that beside the classes (default: 1)', notNegative)
    .option('--width <channels>', 'of the first stage of a resnet (default: 16)', positiveInteger)
    .option(
      '--image-size <pixels>',
      "the network's input size (default: 32, or its own)",
      positiveInteger,
    )
    .option(preprocessingFlag, `${preprocessingChoices} (default: torch, or its own)`)
    .option('--json', 'print the record as JSON')
    .action(async (network, flags) => {
      const project = await openProjectHere();
      const { trainingFiles } = await import('@ventral/scoring');
      const { data, label, output, epochs, batchSize, labelSmoothing, width, imageSize } = flags;
      const request: TrainRequest = {
        ...{ network, data, label, output, epochs, batchSize, labelSmoothing, width, imageSize },
        preprocessing: flags.preprocessing,
        optimizer: optimizerOf(flags),
        learningRate: learningRateOf(flags),
        augmentation: {
          ...(flags.crop !== undefined && { padding: flags.crop }),
          ...(flags.flip && { flip: true }),
        },
        adversarial: adversarialOf(flags),
        recorded: recordedOf(flags),
        importance: importanceOf(flags),
      };
      const record = await runWith(flags, (settings, say) =>
        project.train(request, {
          ...settings,
          onEpoch: (curve, all) => say(epochLine(curve, all)),
        }),
      );
      if (flags.json) {
        process.stdout.write(jsonText(record));
        return;
      }
      const accuracy = record.curves.at(-1)?.validation?.accuracy;
      const named = accuracy === undefined ? '' : `; ${percent(accuracy)} of the test images named`;
      console.log(`Trained for ${record.curves.length} epochs${named}.`);
      console.log(`Network: ${join(output, trainingFiles.model)}`);
      console.log(`Record: ${join(output, trainingFiles.record)}`);
    });
}

interface OptimizerFlags {
  readonly optimizer?: 'sgd' | 'adam';
  readonly momentum?: number;
  readonly nesterov?: true;
  readonly weightDecay?: number;
}

function optimizerOf(flags: OptimizerFlags): TrainRequest['optimizer'] {
  const { optimizer = 'sgd', momentum = 0.9, nesterov, weightDecay } = flags;
  if (optimizer === 'sgd') {
    return {
      ...{ kind: 'sgd', momentum, weightDecay: weightDecay ?? 5e-4 },
      ...(nesterov && { nesterov }),
    };
  }
  if (flags.momentum === undefined && nesterov === undefined) {
    return { kind: 'adam', ...(weightDecay !== undefined && { weightDecay }) };
  }
  throw new VentralError('OPTION_INVALID', 'Adam has no --momentum and no --nesterov.', {
    hint: 'Leave them out, or train with --optimizer sgd.',
  });
}

interface LearningRateFlags extends OptimizerFlags {
  readonly learningRate?: number;
  readonly schedule?: 'constant' | 'cosine' | 'steps';
  readonly warmUp?: number;
}

function learningRateOf(flags: LearningRateFlags): TrainRequest['learningRate'] {
  const { optimizer, learningRate = optimizer === 'adam' ? 0.001 : 0.1, schedule, warmUp } = flags;
  return {
    rate: learningRate,
    ...(schedule !== undefined && { schedule }),
    ...(warmUp !== undefined && { warmUp }),
  };
}

interface AttackFlags {
  readonly adversarial?: number;
  readonly norm?: 'linf' | 'l2' | 'l1';
  readonly attackSteps?: number;
  readonly attackStepSize?: number;
}

function adversarialOf(flags: AttackFlags): TrainRequest['adversarial'] {
  const { adversarial: epsilon, norm, attackSteps: steps, attackStepSize: stepSize } = flags;
  if (epsilon === undefined) {
    if (norm === undefined && steps === undefined && stepSize === undefined) return undefined;
    throw new VentralError('OPTION_INVALID', 'An attack is described, and none is asked for.', {
      hint: 'Say how far it goes: --adversarial 8/255.',
    });
  }
  return {
    epsilon,
    ...(norm !== undefined && { norm }),
    ...(steps !== undefined && { steps }),
    ...(stepSize !== undefined && { stepSize }),
  };
}

interface RecordedFlags {
  readonly recordings?: string;
  readonly region?: string;
  readonly objective?: 'cka' | 'similarity' | 'regression';
  readonly layer?: readonly string[];
  readonly weight?: number;
  readonly shuffled?: true;
}

function recordedOf(flags: RecordedFlags): TrainRequest['recorded'] {
  const { recordings, region, objective, layer: layers, weight, shuffled } = flags;
  if (recordings !== undefined && layers !== undefined) {
    return {
      ...{ recordings, objective: objective ?? 'cka', layers },
      ...(region !== undefined && { region }),
      ...(weight !== undefined && { weight }),
      ...(shuffled && { shuffled }),
    };
  }
  const others = [recordings, region, objective, layers, weight, shuffled];
  if (others.every((one) => one === undefined)) return undefined;
  throw new VentralError(
    'OPTION_INVALID',
    recordings === undefined
      ? 'No recordings are named for a layer to be like.'
      : `No layer is named to be like ${recordings}.`,
    { hint: 'Name both: --recordings SimulatedVentral --region IT --layer stage3.block1.' },
  );
}

function importanceOf(flags: {
  readonly maps?: string;
  readonly mapsWeight?: number;
}): TrainRequest['importance'] {
  const { maps, mapsWeight: weight } = flags;
  if (maps !== undefined) return { maps, ...(weight !== undefined && { weight }) };
  if (weight === undefined) return undefined;
  throw new VentralError('OPTION_INVALID', 'Maps are weighed, and none are named.', {
    hint: 'Name them: --maps OSIE.first-80.',
  });
}

function epochLine(
  { epoch, loss, validation }: TrainingRecord['curves'][number],
  epochs: number,
): string {
  const seen =
    validation === undefined
      ? ''
      : `; on test images loss ${validation.loss.toFixed(4)}, ${percent(validation.accuracy)} named`;
  return `Epoch ${epoch} of ${epochs}: loss ${loss.toFixed(4)}${seen}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
