import {
  type FeatureMatrix,
  joinFeatures,
  type StimulusSet,
  selectStimuli,
} from '@ventral/assembly';
import { VentralError } from '@ventral/errors';
import type { FeatureFile } from './feature-file.ts';
import { layersOfChoice } from './layer-choice.ts';
import type { OpenModel } from './model.ts';
import { recordActivations } from './record-activations.ts';
import type { RunContext } from './run-context.ts';

/** What a benchmark scores: something that can be shown stimuli and recorded from. */
export interface Candidate {
  /** The model's id, or the name of the file its features came from. */
  readonly id: string;
  /** Width of its field of view in degrees of visual angle; unknown for features from a file. */
  readonly visualDegrees?: number;
  /**
   * Shows the stimuli and records from the layer committed to `region`.
   *
   * @returns features with one row a stimulus, in the set's order
   */
  record(stimuli: StimulusSet, region: string): Promise<FeatureMatrix>;
}

/** A model and the layers that stand for regions. */
export interface ModelCandidateSettings {
  readonly id: string;
  readonly visualDegrees: number;
  readonly model: OpenModel;
  /**
   * The layer that stands for each region (`{ V4: 'fire7/concat' }`), or one for all; several
   * layers side by side as a sum, `fire5/concat+fire7/concat`.
   */
  readonly layers: string | Readonly<Record<string, string>>;
  /**
   * Layers to record in the same pass, because they will be asked for next: the stimuli are then
   * shown once and not once a layer.
   * @default only the layer that is asked for
   */
  readonly recordAlso?: readonly string[];
}

/**
 * A candidate that records from layers of an open model, through the activation cache. Where regions
 * have the same layer, they are given the same features, object for object.
 *
 * @throws VentralError `LAYER_REQUIRED` where a region has no layer, when it is recorded
 */
export function modelCandidate(settings: ModelCandidateSettings, context: RunContext): Candidate {
  const { id, visualDegrees, model, layers, recordAlso = [] } = settings;
  const known = new Map<string, FeatureMatrix>();
  return {
    id,
    visualDegrees,
    async record(stimuli, region) {
      const layer = typeof layers === 'string' ? layers : layers[region];
      if (layer === undefined) {
        throw new VentralError('LAYER_REQUIRED', `${id} commits no layer to ${region}.`, {
          hint: `Name one with --layer, or choose one with: ventral commit ${id}`,
        });
      }
      const key = `${stimuli.digest} ${layer}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const names = model.layers.map(({ name }) => name);
      const parts = layersOfChoice(layer, names);
      const also = recordAlso.flatMap((choice) => layersOfChoice(choice, names));
      const wanted = [...new Set([...parts, ...also])];
      const recorded = await recordActivations(model, stimuli, wanted, context);
      const layersOf = parts.map((part) => [part, recorded.get(part) as FeatureMatrix] as const);
      const features = layersOf.length === 1 ? layersOf[0]![1] : joinFeatures(new Map(layersOf));
      known.set(key, features);
      return features;
    },
  };
}

/**
 * A candidate whose features were computed elsewhere, by any framework, and saved as .npy.
 *
 * @param stimulusIds the stimulus of each row; without it, rows are in the stimulus set's order
 */
export function featureFileCandidate(
  id: string,
  file: FeatureFile,
  stimulusIds?: readonly string[],
): Candidate {
  return {
    id,
    async record(stimuli) {
      const ids = stimuli.stimuli.map((stimulus) => stimulus.id);
      if (stimulusIds !== undefined) return selectStimuli(file.withStimuli(stimulusIds), ids);
      if (file.shape[0] !== ids.length) {
        throw new VentralError(
          'STIMULI_MISMATCH',
          `${id} has ${file.shape[0]} rows of features; ${stimuli.id} has ${ids.length} stimuli.`,
          {
            hint:
              `Give one row a stimulus, in this order: ${ids.slice(0, 2).join(', ')}, ...; ` +
              'or name the stimulus of each row with --stimulus-ids ids.txt.',
          },
        );
      }
      return file.withStimuli(ids);
    },
  };
}
