import type { ModelFileOptions } from '@ventral/core';
import type {
  AdversarialSettings,
  Augmentation,
  LearningRateSettings,
  OptimizerSettings,
} from '@ventral/training';
import * as v from 'valibot';
import type { RequestFields } from '../check-request.ts';

/** Recorded responses that a layer is to be like. */
export interface RecordedObjective {
  /** A data set of recordings, such as `SimulatedVentral`, or a part of one, as `Cowley2023.210325`. */
  readonly recordings: string;
  /**
   * Whose recordings.
   * @default the only one of the data set
   */
  readonly region?: string | undefined;
  /**
   * How alike they are to be: `cka`, the logarithm of one minus linear CKA (Dapello et al. 2023,
   * https://doi.org/10.1101/2022.07.01.498495); `similarity` of images (Li et al. 2019,
   * https://doi.org/10.48550/arXiv.1911.05072); `regression`, a linear readout that learns with the network
   * (Safarani et al. 2021, https://doi.org/10.48550/arXiv.2107.14344).
   */
  readonly objective: 'cka' | 'similarity' | 'regression';
  /** Layers of the network; several for `similarity` alone. */
  readonly layers: readonly string[];
  /**
   * What the objective is multiplied by, beside classification.
   * @default 1
   */
  readonly weight?: number | undefined;
  /**
   * Epochs over which that rises from 0.
   * @default 0
   */
  readonly rampUp?: number | undefined;
  /**
   * Recorded images a step, from 2.
   * @default 64
   */
  readonly batchSize?: number | undefined;
  /**
   * Whether responses are exchanged between images at random: a control.
   * @default false
   */
  readonly shuffled?: boolean | undefined;
  /**
   * Share of the stimuli that is learnt from, above 0; which, the seed says. The others are held out.
   * @default 1
   */
  readonly stimulusShare?: number | undefined;
  /**
   * The same of the recorded sites.
   * @default 1
   */
  readonly siteShare?: number | undefined;
}

/** Maps of what people find important in images, which what the network looks at is to be like. */
export interface ImportanceObjective {
  /** A data set of images with maps, or a part of one, such as `OSIE.first-80`. */
  readonly maps: string;
  /**
   * What the objective is multiplied by, beside classification.
   * @default 1
   */
  readonly weight?: number | undefined;
  /**
   * Epochs over which that rises from 0.
   * @default 0
   */
  readonly rampUp?: number | undefined;
  /**
   * Images with maps a step, from 1.
   * @default 32
   */
  readonly batchSize?: number | undefined;
  /**
   * Whether each image is given the map of another, drawn by the seed: a control.
   * @default false
   */
  readonly shuffled?: boolean | undefined;
  /**
   * As the code of Fel et al. (2022, https://doi.org/10.48550/arXiv.2211.04533) compares them, or their equation.
   * @default 'code'
   */
  readonly variant?: 'code' | 'paper' | undefined;
  /**
   * Scales on which they are compared, each half as wide as the one before.
   * @default 5
   */
  readonly levels?: number | undefined;
}

/** What to train, on what, and how. */
export interface TrainRequest extends Pick<ModelFileOptions, 'preprocessing' | 'imageSize'> {
  /**
   * `resnet-20`, or a network of an installed package, such as `cornet-z`, with random weights; or the path of a network (.onnx), whose weights are gone on from. Behind a front
   * end that an installed package brings, where one is named before it: `vone+resnet-20`.
   */
  readonly network: string;
  /**
   * A folder of labelled images, `folder/class/image.png`, or one with `train` and `test`; a data set of labelled
   * images, such as `CIFAR10`; or a part of one, as `CIFAR10.exact-200`.
   */
  readonly data: string;
  /**
   * Column of a data set's stimuli that says the class of each, such as `object_name` of `SimulatedVentral`.
   * @default the classes that the data set says
   */
  readonly label?: string | undefined;
  /**
   * Share of the images that is held out, drawn by the seed, and named after each epoch: above 0, below 1. For images
   * without a part `test`.
   * @default none is
   */
  readonly validation?: number | undefined;
  /** The folder for the trained network; a training that was interrupted there is gone on with. */
  readonly output: string;
  /**
   * Channels of the first stage of a residual network.
   * @default 16
   */
  readonly width?: number | undefined;
  /**
   * Passes over the images.
   * @default 10
   */
  readonly epochs?: number | undefined;
  /**
   * Images a step.
   * @default 128
   */
  readonly batchSize?: number | undefined;
  /**
   * Whether a network file is given a new last layer, for the classes of the images.
   * @default false
   */
  readonly newOutput?: boolean | undefined;
  /**
   * Settings of the front end, by name, such as `{ channels: 64 }` of `vone+`.
   * @default its own
   */
  readonly frontEnd?: Readonly<Record<string, number>> | undefined;
  /** @default gradient descent with a momentum of .9 and a weight decay of 5e-4 */
  readonly optimizer?: OptimizerSettings | undefined;
  /** @default from .1 along a cosine, of Adam from .001 */
  readonly learningRate?: LearningRateSettings | undefined;
  /**
   * Of labelled images, and of those with maps, whose maps are varied alike.
   * @default every image as it is
   */
  readonly augmentation?: Augmentation | undefined;
  /**
   * Share of the target that is spread over all classes.
   * @default 0
   */
  readonly labelSmoothing?: number | undefined;
  /** @default images are not attacked */
  readonly adversarial?: AdversarialSettings | undefined;
  /** @default the network learns the classes alone */
  readonly recorded?: RecordedObjective | undefined;
  /** @default where the network looks is its own affair */
  readonly importance?: ImportanceObjective | undefined;
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(1));
const share = v.optional(v.number());
const partField = v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1)));

/** The fields of a request to train a network. */
export const trainFields: RequestFields<TrainRequest> = {
  network: v.string(),
  data: v.string(),
  label: v.optional(v.string()),
  validation: v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1))),
  output: v.string(),
  preprocessing: v.optional(v.unknown()),
  imageSize: v.optional(whole),
  width: v.optional(whole),
  newOutput: v.optional(v.boolean()),
  frontEnd: v.optional(v.record(v.string(), v.number())),
  epochs: v.optional(whole),
  batchSize: v.optional(whole),
  optimizer: v.optional(
    v.variant('kind', [
      v.strictObject({
        kind: v.literal('sgd'),
        momentum: share,
        nesterov: v.optional(v.boolean()),
        weightDecay: share,
      }),
      v.strictObject({
        kind: v.literal('adam'),
        beta1: share,
        beta2: share,
        epsilon: share,
        weightDecay: share,
      }),
    ]),
  ),
  learningRate: v.optional(
    v.strictObject({
      rate: v.number(),
      schedule: v.optional(v.picklist(['constant', 'cosine', 'steps'])),
      warmUp: share,
      at: v.optional(v.array(v.number())),
      factor: share,
    }),
  ),
  augmentation: v.optional(
    v.strictObject({
      padding: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
      flip: v.optional(v.boolean()),
    }),
  ),
  labelSmoothing: share,
  adversarial: v.optional(
    v.strictObject({
      norm: v.optional(v.picklist(['linf', 'l2', 'l1'])),
      epsilon: v.number(),
      steps: v.optional(whole),
      stepSize: share,
    }),
  ),
  recorded: v.optional(
    v.strictObject({
      recordings: v.string(),
      region: v.optional(v.string()),
      objective: v.picklist(['cka', 'similarity', 'regression']),
      layers: v.pipe(v.array(v.string()), v.nonEmpty()),
      weight: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
      rampUp: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
      batchSize: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2))),
      shuffled: v.optional(v.boolean()),
      stimulusShare: partField,
      siteShare: partField,
    }),
  ),
  importance: v.optional(
    v.strictObject({
      maps: v.string(),
      weight: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
      rampUp: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
      batchSize: v.optional(whole),
      shuffled: v.optional(v.boolean()),
      variant: v.optional(v.picklist(['code', 'paper'])),
      levels: v.optional(whole),
    }),
  ),
};
