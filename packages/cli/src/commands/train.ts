import { join } from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import { VentralError } from '@ventral/errors';
import type { TrainingRecord, TrainRequest } from '@ventral/scoring';
import { list, notNegative, share } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { openProjectHere, runWith } from '../run.ts';
import { objectiveFlag, trainingOf, withTrainingFlags } from '../training-flags.ts';

/** `ventral train`: trains a network on labelled images, epoch by epoch, and writes it with the record of that. */
export function addTrain(program: Command): void {
  withTrainingFlags(program.command('train'))
    .description('Train a network on labelled images')
    .argument(
      '<network>',
      'resnet-8, ..., basenet, cornet-z, cornet-s, or a network to go on from (.onnx); behind a front end: vone+resnet-8',
    )
    .option('--recordings <dataset>', 'what a layer is to be like, such as SimulatedVentral')
    .option('--region <name>', 'of the recordings, where there are several')
    .addOption(objectiveFlag())
    .option('--layer <names>', 'the layer, or several for similarity, separated by commas', list)
    .option('--weight <number>', 'of that beside the classes (default: 1)', notNegative)
    .option('--stimuli <share>', 'of the recorded ones to learn from (default: all)', share)
    .option('--sites <share>', 'of the recorded ones to learn from (default: all)', share)
    .option('--shuffled', 'exchange responses, and maps, between images at random, as a control')
    .option('--maps <dataset>', 'what people find important, to look at, such as OSIE.first-80')
    .option('--maps-weight <number>', 'of that beside the classes (default: 1)', notNegative)
    .option('--json', 'print the record as JSON')
    .action(async (network, flags) => {
      const project = await openProjectHere();
      const { trainingFiles } = await import('@ventral/scoring');
      const { output, validation } = flags;
      const seen = validation === undefined ? 'test images' : 'held-out images';
      const request: TrainRequest = {
        ...trainingOf(network, flags),
        recorded: recordedOf(flags),
        importance: importanceOf(flags),
      };
      const record = await runWith(flags, (settings, say) =>
        project.train(request, {
          ...settings,
          onEpoch: (curve, all) => say(epochLine(curve, all, seen)),
        }),
      );
      if (flags.json) {
        process.stdout.write(jsonText(record));
        return;
      }
      const accuracy = record.curves.at(-1)?.validation?.accuracy;
      const named = accuracy === undefined ? '' : `; ${percent(accuracy)} of the ${seen} named`;
      const epochs = record.curves.length;
      console.log(`Trained for ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}${named}.`);
      console.log(`Network: ${join(output, trainingFiles.model)}`);
      console.log(`Record: ${join(output, trainingFiles.record)}`);
    });
}

interface RecordedFlags {
  readonly recordings?: string;
  readonly region?: string;
  readonly objective?: 'cka' | 'similarity' | 'regression';
  readonly layer?: readonly string[];
  readonly weight?: number;
  readonly stimuli?: number;
  readonly sites?: number;
  readonly shuffled?: true;
  readonly maps?: string;
}

function recordedOf(flags: RecordedFlags): TrainRequest['recorded'] {
  const { recordings, region, objective, layer: layers, weight, shuffled } = flags;
  const { stimuli, sites } = flags;
  if (recordings !== undefined && layers !== undefined) {
    return {
      ...{ recordings, objective: objective ?? 'cka', layers },
      ...(region !== undefined && { region }),
      ...(weight !== undefined && { weight }),
      ...(stimuli !== undefined && { stimulusShare: stimuli }),
      ...(sites !== undefined && { siteShare: sites }),
      ...(shuffled && { shuffled }),
    };
  }
  // Maps are exchanged by the same flag.
  const ofRecordings = flags.maps === undefined ? shuffled : undefined;
  const others = [recordings, region, objective, layers, weight, ofRecordings, stimuli, sites];
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
  readonly shuffled?: true;
}): TrainRequest['importance'] {
  const { maps, mapsWeight: weight, shuffled } = flags;
  if (maps !== undefined) {
    return { maps, ...(weight !== undefined && { weight }), ...(shuffled && { shuffled }) };
  }
  if (weight === undefined) return undefined;
  throw new VentralError('OPTION_INVALID', 'Maps are weighed, and none are named.', {
    hint: 'Name them: --maps OSIE.first-80.',
  });
}

function epochLine(
  { epoch, loss, validation }: TrainingRecord['curves'][number],
  epochs: number,
  images: string,
): string {
  const seen =
    validation === undefined
      ? ''
      : `; on ${images} loss ${validation.loss.toFixed(4)}, ${percent(validation.accuracy)} named`;
  return `Epoch ${epoch} of ${epochs}: loss ${loss.toFixed(4)}${seen}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
