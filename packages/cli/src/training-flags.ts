import { type Command, Option, type OptionValues } from '@commander-js/extra-typings';
import { VentralError } from '@ventral/errors';
import type { TrainRequest } from '@ventral/scoring';
import {
  namedNumbers,
  notNegative,
  pixelDistance,
  position,
  positiveInteger,
  positiveNumber,
  share,
} from './flag-values.ts';
import { preprocessingChoices, preprocessingFlag } from './preprocessing-flag.ts';
import { type RunFlags, withRunFlags } from './run-flags.ts';

/** Flags of every command that trains networks. */
export type TrainingFlags = RunFlags &
  OptimizerFlags &
  LearningRateFlags &
  AttackFlags & {
    readonly data: string;
    readonly label?: string;
    readonly validation?: number;
    readonly output: string;
    readonly epochs?: number;
    readonly batchSize?: number;
    readonly labelSmoothing?: number;
    readonly crop?: number;
    readonly flip?: true;
    readonly width?: number;
    readonly newOutput?: true;
    readonly frontEnd?: Readonly<Record<string, number>>;
    readonly imageSize?: number;
    readonly preprocessing?: string;
  };

/** How a layer is to be like recordings. */
export const objectiveFlag = () =>
  new Option('--objective <name>', 'how they are to be alike (default: cka)').choices([
    'cka',
    'similarity',
    'regression',
  ] as const);

/** Adds the flags of every command that trains networks. */
export function withTrainingFlags<Args extends unknown[], Flags extends OptionValues>(
  command: Command<Args, Flags>,
): Command<Args, Flags & TrainingFlags> {
  const withAll = withRunFlags(command)
    .requiredOption(
      '--data <images>',
      'a folder DIR/train/cat/1.png, or a data set such as CIFAR10',
    )
    .option('--label <column>', 'of the stimuli, that is their class, such as object_name')
    .option('--validation <share>', 'of the images to hold out, where none are for testing', share)
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
    .option('--width <channels>', 'of the first stage of a resnet (default: 16)', positiveInteger)
    .option('--new-output', 'give a network file a new last layer, for the classes of the images')
    .option(
      '--front-end <settings>',
      'of what stands before the network, such as channels=64,visualDegrees=2',
      namedNumbers,
    )
    .option(
      '--image-size <pixels>',
      "the network's input size (default: 32, or its own)",
      positiveInteger,
    )
    .option(preprocessingFlag, `${preprocessingChoices} (default: torch, or its own)`);
  return withAll as unknown as Command<Args, Flags & TrainingFlags>;
}

/** What these flags ask of a training. */
export function trainingOf(
  network: string,
  flags: TrainingFlags,
): Omit<TrainRequest, 'recorded' | 'importance'> {
  const { data, label, validation, output, epochs, batchSize, labelSmoothing, width, imageSize } =
    flags;
  return {
    ...{
      network,
      data,
      label,
      validation,
      output,
      epochs,
      batchSize,
      labelSmoothing,
      width,
      imageSize,
    },
    ...{ preprocessing: flags.preprocessing, frontEnd: flags.frontEnd },
    ...(flags.newOutput && { newOutput: true }),
    optimizer: optimizerOf(flags),
    learningRate: learningRateOf(flags),
    augmentation: {
      ...(flags.crop !== undefined && { padding: flags.crop }),
      ...(flags.flip && { flip: true }),
    },
    adversarial: adversarialOf(flags),
  };
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
