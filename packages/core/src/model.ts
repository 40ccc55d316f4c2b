import type { RgbImage, Stimulus, StimulusKind, TimeBin } from '@ventral/arrays';
import type { Classifier } from './classifier.ts';
import type { ImageGradient, ImageResponse } from './image-gradient.ts';
import type { NetworkAnatomy } from './network-anatomy.ts';
import type { PinnedFile } from './pinned-file.ts';
import { apiVersion, type PluginDescription } from './plugin.ts';
import type { LinearReadout, ReadoutGradient, ResponseAim } from './readout-gradient.ts';
import type { Device, RunContext } from './run-context.ts';
import type { WordPredictor } from './word-predictor.ts';

/** One value inside a network that can be read. */
export interface Layer {
  readonly name: string;
  /** What computes it, such as `Conv` or `Relu`. */
  readonly operation: string;
  /** Sizes for one stimulus (channels x height x width of an image, say), where the file states them. */
  readonly shape: readonly (number | undefined)[];
}

/** A value inside a network that cannot be read as one row of numbers a stimulus. */
export interface UnusableLayer {
  readonly name: string;
  /** What computes it, such as `Reshape`. */
  readonly operation: string;
  /** Why, as a clause: `none of its axes counts the images`. */
  readonly reason: string;
}

/** Where an operator of a network runs. */
export interface OperatorPlace {
  /** Such as `Conv`. */
  readonly operation: string;
  readonly device: Device;
}

/** Activations of some stimuli in a row, by layer name. */
export interface ActivationBatch {
  /** Index of the batch's first stimulus among those looked at. */
  readonly start: number;
  /** Number of stimuli in the batch. */
  readonly count: number;
  /** For each layer, row-major values, `count x features`. */
  readonly activations: ReadonlyMap<string, Float32Array>;
}

/** A model that is ready to be shown stimuli: images, or other content. Close it when done. */
export interface OpenModel<Content = RgbImage> extends AsyncDisposable {
  /** Changes whenever activations would: made of the weights' hash, preprocessing and versions. */
  readonly digest: string;
  /** The layers in the order in which they are computed. */
  readonly layers: readonly Layer[];
  /** Values that are computed from stimuli and are no layers, for people who look for them. */
  readonly unusable?: readonly UnusableLayer[];
  /**
   * How the network is built.
   * @default absent: it is no network whose graph is known
   */
  readonly anatomy?: NetworkAnatomy;
  /** Layers worth comparing with the brain when none is named; at least one. */
  readonly candidateLayers: readonly string[];
  /**
   * What it can compute on: on another device it is refused.
   * @default whatever a context names
   */
  readonly devices?: readonly Device[];
  /**
   * Paths of the files that it was read from, weights included: what has to be there to open it elsewhere.
   * @default none, as of a model that comes with a package; of a model file, that file
   */
  readonly files?: readonly string[];
  /** What is to be said beside every score made with it, such as what computed it. */
  readonly notes?: readonly string[];
  /**
   * Looks at stimuli, or reads them, and yields the activations of the named layers, batch by batch, in
   * order. Memory is bounded by a batch.
   *
   * @param stimuli of the kind that the model takes
   * @throws VentralError `LAYER_NOT_FOUND` for an unknown layer, with the nearest names
   */
  look(
    stimuli: readonly Stimulus<Content>[],
    layers: readonly string[],
    context: RunContext,
  ): AsyncIterable<ActivationBatch>;
  /**
   * Says which operators the context's device takes, and which stay on the CPU: by the value that each computes
   * (its first), in the order of computation.
   *
   * @default absent: the model cannot tell
   * @throws VentralError `DEVICE_UNAVAILABLE` where the device cannot be used
   */
  placeOperators?(context: RunContext): Promise<ReadonlyMap<string, OperatorPlace>>;
  /**
   * Makes the gradient of a response by the pixels of an image ready to run.
   *
   * @default absent: the model cannot be differentiated
   * @throws VentralError `LAYER_NOT_FOUND` for an unknown layer, with the nearest names
   * @throws VentralError `OPTION_INVALID` for a unit or class that there is not
   * @throws VentralError `GRADIENT_UNAVAILABLE` where the response has no gradient, with the reason
   */
  openGradient?(response: ImageResponse, context: RunContext): Promise<ImageGradient>;
  /**
   * Makes the gradient of an aim for linearly predicted responses by the pixels of an image ready to run.
   *
   * @default absent: the model cannot be differentiated
   * @throws VentralError `LAYER_NOT_FOUND` for an unknown layer, with the nearest names
   * @throws VentralError `SHAPE_MISMATCH` for weights that do not fit the layer
   * @throws VentralError `GRADIENT_UNAVAILABLE` where the layer has no gradient, with the reason
   */
  openReadout?(
    readout: LinearReadout,
    aim: ResponseAim,
    context: RunContext,
  ): Promise<ReadoutGradient>;
  /**
   * The model with a readout as its only layer, computed where the network is: nothing else is read back. It has its
   * own digest, and lives as long as this model.
   *
   * @default absent: it cannot
   * @throws VentralError `LAYER_NOT_FOUND`, `SHAPE_MISMATCH`
   */
  withReadout?(readout: LinearReadout): Promise<OpenModel<Content>>;
  /**
   * The layer that holds the scores of classes, before any softmax.
   * @default absent: the model names nothing
   */
  readonly classLayer?: string | undefined;
  /**
   * Makes the model ready to name what is on images.
   *
   * @default absent: it cannot
   * @throws VentralError `OPTION_INVALID` for a model without scores of classes, with the reason
   */
  openClassifier?(context: RunContext): Promise<Classifier>;
  /**
   * Makes the model ready to say which word comes next.
   * @default absent: it cannot
   */
  openWordPredictor?(context: RunContext): Promise<WordPredictor>;
}

/** The layer that stands for a region in a window of time. */
export interface LayerWindow {
  /** Milliseconds after the onset of the stimulus; the end is not part of it. */
  readonly window: TimeBin;
  /** Such as the step of a recurrent network; several side by side as a sum. */
  readonly layer: string;
}

/** What a model package says of a model, of images or of other content. */
export interface ModelDescription<Content = RgbImage> extends PluginDescription {
  /**
   * The kind of stimuli that it takes.
   * @default 'image'
   */
  readonly stimuli?: StimulusKind;
  /**
   * Width of the model's field of view in degrees of visual angle.
   * @default absent: for models that look at nothing
   */
  readonly visualDegrees?: number;
  /**
   * The layer committed to each region (`{ V4: 'fire7/concat' }`), where one is; several side by
   * side as a sum, `fire5/concat+fire7/concat`.
   */
  readonly regionLayers?: Readonly<Record<string, string>>;
  /**
   * The layers that stand for a region one after another, of a network whose responses change over time:
   * `{ IT: [{ window: [100, 200], layer: 'IT.step1' }, { window: [200, 300], layer: 'IT' }] }`. A time bin is
   * compared with the layer whose window begins nearest to it.
   * @default absent: the layer of `regionLayers` stands for the region at all times
   */
  readonly regionWindows?: Readonly<Record<string, readonly LayerWindow[]>>;
  /** Weights and other files, pinned; fetched when the model is opened. */
  readonly files: readonly PinnedFile[];
  /**
   * Whether activations are kept in the cache for later runs. Not where they are many and cheap: the
   * model is then run again sooner than they are read.
   * @default true
   */
  readonly keepActivations?: boolean;
  /** Published accuracy on ImageNet, in percent. */
  readonly imagenetTop1?: number;
  /**
   * Published accuracy on other images, in percent, by what they are: `{ 'CIFAR-10': 69.25,
   * 'CIFAR-10, L-infinity 2/255': 54.82 }`.
   */
  readonly accuracy?: Readonly<Record<string, number>>;
  open(context: RunContext): Promise<OpenModel<Content>>;
}

/** A network (or whatever else computes responses from stimuli) as a plugin. */
export interface Model extends ModelDescription<unknown> {
  readonly stimuli: StimulusKind;
  readonly kind: 'model';
  readonly apiVersion: number;
  readonly scoreVersion: number;
}

/** Makes a model plugin. */
export function defineModel<Content = RgbImage>(description: ModelDescription<Content>): Model {
  return Object.freeze({
    stimuli: 'image',
    scoreVersion: 1,
    ...description,
    kind: 'model',
    apiVersion,
  });
}
