import {
  type FeatureMatrix,
  joinFeatures,
  nearestWindow,
  type StimulusSet,
  type TimeBin,
} from '@ventral/arrays';
import {
  type Candidate,
  type ModelDescription,
  type OpenModel,
  type RunContext,
  requireStimulusKind,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { placeOnScreen } from '@ventral/images';
import { layersOfChoice, layerWindowsIn } from './layer-choice.ts';
import { recordActivations } from './record-activations.ts';
import { runFolderOf } from './run-folder.ts';

/** A model and the layers that stand for regions. */
export interface ModelCandidateSettings {
  readonly model: Pick<ModelDescription, 'id' | 'stimuli' | 'visualDegrees' | 'keepActivations'>;
  readonly open: OpenModel<unknown>;
  /**
   * The layer that stands for each region (`{ V4: 'fire7/concat' }`), or one for all; several
   * layers side by side as a sum, `fire5/concat+fire7/concat`. Layers for windows of time are under names such
   * as `IT@100-200`.
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
 * A candidate that records from layers of an open model, through the activation cache. Stimuli whose
 * width is known are shown as wide on the model's screen; others fill its input. Where regions have the
 * same layer, they are given the same features, object for object.
 *
 * @throws VentralError `LAYER_REQUIRED` where a region has no layer, when it is recorded
 */
export function modelCandidate(settings: ModelCandidateSettings, context: RunContext): Candidate {
  const { model, open, layers, recordAlso = [] } = settings;
  const { id, visualDegrees, keepActivations = true } = model;
  const runFolder = keepActivations ? undefined : runFolderOf(context);
  const { sharedActivations: _, ...unshared } = context;
  // What is not kept is of no use elsewhere.
  const recording = runFolder === undefined ? context : { ...unshared, cacheFolder: runFolder };
  const known = new Map<string, FeatureMatrix>();
  const windowsOf = (region: string) => layerWindowsIn(layers, region);
  const layerFor = (region: string, time?: TimeBin): string => {
    const windows = windowsOf(region);
    if (time !== undefined && windows.length > 0) {
      const nearest = nearestWindow(
        windows.map(({ window }) => window),
        time,
      );
      return windows[nearest]!.layer;
    }
    const layer = typeof layers === 'string' ? layers : layers[region];
    if (layer !== undefined) return layer;
    throw new VentralError('LAYER_REQUIRED', `${id} commits no layer to ${region}.`, {
      hint: 'Name one with --layer, or choose one for each region with ventral commit.',
    });
  };
  return {
    id,
    ...(visualDegrees !== undefined && { visualDegrees }),
    ...(open.openClassifier && { openClassifier: async () => open.openClassifier!(context) }),
    ...(open.openWordPredictor && {
      openWordPredictor: async () => open.openWordPredictor!(context),
    }),
    ...(open.openGradient && {
      openUnit: async (region: string, unit: number) =>
        open.openGradient!({ layer: layerFor(region), unit }, context),
    }),
    windows: (region) => windowsOf(region).map(({ window }) => window),
    async record(set, region, time) {
      const layer = layerFor(region, time);
      requireStimulusKind(model, set);
      const { degrees } = set;
      const stimuli =
        degrees === undefined || visualDegrees === undefined
          ? set
          : placeOnScreen(set as StimulusSet, { source: degrees, target: visualDegrees });
      const key = `${stimuli.digest} ${layer}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const names = open.layers.map(({ name }) => name);
      const parts = layersOfChoice(layer, names);
      const later = time === undefined ? [] : windowsOf(region).map((window) => window.layer);
      const also = [...recordAlso, ...later].flatMap((choice) => layersOfChoice(choice, names));
      const wanted = [...new Set([...parts, ...also])];
      const recorded = await recordActivations(open, stimuli, wanted, recording);
      const layersOf = parts.map((part) => [part, recorded.get(part) as FeatureMatrix] as const);
      const features = layersOf.length === 1 ? layersOf[0]![1] : joinFeatures(new Map(layersOf));
      known.set(key, features);
      return features;
    },
  };
}
