import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { StimulusSet } from '@ventral/arrays';
import { throwIfInterrupted } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { writing } from '@ventral/files';
import {
  type Augmentation,
  classification,
  type EpochCurve,
  type EpochsState,
  networkOutput,
  type TrainingPass,
  trainEpochs,
} from '@ventral/training';
import { differingSettings } from '../differing-settings.ts';
import type { ProjectRun } from '../project-run.ts';
import { withoutUndefined } from '../run-settings.ts';
import { encodeCheckpoint, readCheckpoint } from './checkpoint.ts';
import { importancePass, openImportanceImages } from './importance-images.ts';
import { openRecordedImages } from './recorded-images.ts';
import { recordedPass } from './recorded-pass.ts';
import { replaceFile } from './replace-file.ts';
import type { TrainRequest } from './train-request.ts';
import { openStartingNetwork, pixelScaleOf } from './trained-network.ts';
import { loadSamples, openTrainingImages } from './training-images.ts';
import type { TrainingRecord } from './training-record.ts';
import { trainingFiles, writeTrained } from './write-trained.ts';

/** Who hears how a training goes. */
export interface TrainListeners {
  /** Called after each epoch, once its checkpoint is written. */
  readonly onEpoch?: ((curve: EpochCurve, epochs: number) => unknown) | undefined;
}

/**
 * Trains a network. After each epoch a checkpoint is written, whole or not at all; the same request goes on from it, to
 * the same bits as if it had not been interrupted. At the end the network is written, how it is used beside it, and the
 * record of the training; the checkpoint stays, so that the same request then ends at once.
 *
 * Memory holds the images at 3 bytes a pixel.
 *
 * @throws VentralError `OPTION_INVALID` for what cannot be trained, or where the folder holds another training,
 *   or a file that this one would replace
 * @throws VentralError `TRAINING_DIVERGED` naming the step; the last checkpoint stays
 * @throws VentralError `DISK_FULL`, `FILE_UNWRITABLE`; the last checkpoint stays
 * @throws VentralError `GRADIENT_UNAVAILABLE`, `INTERRUPTED`, `PLUGIN_NOT_FOUND`, `FILE_UNREADABLE`
 */
export async function trainNetwork(
  request: TrainRequest,
  { onEpoch }: TrainListeners,
  run: ProjectRun,
): Promise<TrainingRecord> {
  const { context } = run;
  const { output, epochs = 10, batchSize = 128, labelSmoothing = 0 } = request;
  const {
    optimizer = { kind: 'sgd', momentum: 0.9, weightDecay: 5e-4 },
    augmentation = {},
    adversarial,
  } = request;
  const { learningRate = { rate: optimizer.kind === 'sgd' ? 0.1 : 0.001 } } = request;
  const images = await openTrainingImages(request, run);
  const { classes } = images.training;
  const start = await openStartingNetwork(request, classes.length, context.seed, run.plugins);
  const { preprocessing, imageSize } = start;

  const recorded = request.recorded && (await openRecordedImages(request.recorded, run));
  const mapped =
    request.importance && (await openImportanceImages(request.importance, classes, run));

  const settings = {
    network: start.file?.sha256 ?? request.network,
    data: images.training.stimuli.digest,
    validation: images.validation?.stimuli.digest ?? null,
    ...withoutUndefined({ width: request.width, label: request.label }),
    ...withoutUndefined({ validationShare: request.validation }),
    ...(request.newOutput && { newOutput: true }),
    ...(start.frontEnd && { frontEnd: start.frontEnd.made.settings }),
    ...{ preprocessing, imageSize, epochs, batchSize, optimizer, learningRate, augmentation },
    ...{ labelSmoothing, adversarial: adversarial ?? null },
    recorded: request.recorded ? withoutUndefined(request.recorded) : null,
    ...(recorded && { stimuli: recorded.stimuli.digest }),
    ...(mapped &&
      request.importance && {
        importance: {
          ...withoutUndefined(request.importance),
          of: mapped.labels === undefined ? 'highest' : 'label',
          // A checkpoint of images as they are is not gone on with as if they had been varied.
          ...(isVaried(augmentation) && { augmented: true }),
        },
        maps: mapped.stimuli.digest,
      }),
    ...{ seed: context.seed, device: context.device },
  };
  await writing(mkdir(output, { recursive: true }), output);
  const path = (file: keyof typeof trainingFiles) => join(output, trainingFiles[file]);
  const found = await readCheckpoint(path('checkpoint'));
  if (found === undefined) requireNothingThere(output);
  else requireSame(output, found.settings, settings);
  const threads = found?.threads ?? availableParallelism();
  const finish = (state: EpochsState) =>
    writeTrained({ request, start, images, recorded, mapped, settings, threads, state }, run);
  if (found?.state.curves.length === epochs) return finish(found.state);

  const seenAs = { resize: preprocessing.resize, size: imageSize };
  const load = ({ stimuli }: { readonly stimuli: StimulusSet }, what: string) =>
    loadSamples(stimuli, seenAs, what, context);
  const samples = await load(images.training, 'images');
  const validation = images.validation && {
    images: await load(images.validation, 'validation images'),
    labels: images.validation.labels,
  };
  const passes: TrainingPass[] = [];
  if (request.recorded !== undefined && recorded !== undefined) {
    const seen = await load(recorded, 'recorded images');
    passes.push(recordedPass(request.recorded, recorded, seen, context.seed));
  }
  const { labels } = images.training;
  const { model, learning, drawn, trainable } = start;
  const network = { model, trainable };
  const logits = networkOutput({ ...network, model: learning ?? model });
  if (request.importance !== undefined && mapped !== undefined) {
    const own = { images: mapped, logits, augmentation };
    passes.push(await importancePass(request.importance, own, seenAs, context));
  }
  const objective = classification({
    ...{ logits, labels, classes: classes.length, smoothing: labelSmoothing },
  });
  const keep = (state: EpochsState) => {
    return replaceFile(path('checkpoint'), encodeCheckpoint({ settings, threads, state }));
  };
  let epoch = found?.state.curves.length ?? 0;
  const state = await trainEpochs(
    {
      ...{ network, learning, drawn },
      classes: classes.length,
      scale: pixelScaleOf(preprocessing),
      passes: [
        {
          ...{ images: samples, batchSize, augmentation },
          objectives: [{ objective }],
          ...(adversarial !== undefined && { attack: { ...adversarial, labels } }),
        },
        ...passes,
      ],
      ...{ optimizer, learningRate, epochs, seed: context.seed },
      ...(validation !== undefined && { validation }),
      session: { device: context.device, threads },
    },
    {
      interrupt: () => throwIfInterrupted(context.signal, `in epoch ${epoch + 1} of ${epochs}`),
      onStep: (done, total) =>
        context.report({ task: `Epoch ${epoch + 1} of ${epochs}`, done, total, unit: 'batches' }),
      async onEpoch(reached, curve) {
        await keep(reached);
        epoch = curve.epoch;
        await onEpoch?.(curve, epochs);
      },
    },
    found?.state,
  );

  return finish(state);
}

function isVaried({ padding = 0, flip = false }: Augmentation): boolean {
  return padding > 0 || flip;
}

/** @throws VentralError `OPTION_INVALID` naming a file that no training here wrote, and that would be replaced */
function requireNothingThere(output: string): void {
  const own = Object.values(trainingFiles).find((name) => existsSync(join(output, name)));
  if (own === undefined) return;
  throw new VentralError(
    'OPTION_INVALID',
    `${output} holds ${own}, which the training would replace, and no checkpoint to go on from.`,
    { hint: 'Choose another folder with --output, or move that file away.' },
  );
}

/** @throws VentralError `OPTION_INVALID` naming the settings that differ */
function requireSame(
  output: string,
  found: Readonly<Record<string, unknown>>,
  settings: Readonly<Record<string, unknown>>,
): void {
  const differing = differingSettings(found, settings);
  if (differing.length === 0) return;
  throw new VentralError(
    'OPTION_INVALID',
    `${output} holds a training of its own, with ${differing.join(', ')}.`,
    { hint: 'Choose another folder with --output, or delete that one to train anew.' },
  );
}
