import { fractionOption, splitsOption, stratificationOption } from '@ventral/numerics';
import * as v from 'valibot';

/** What can be chosen about the neural response predictor. */
export interface NrpOptions {
  /**
   * Units of the first hidden layer, for each layer of the model; several are tried in turn.
   * @default 256
   */
  readonly l1: number | readonly number[];
  /**
   * Units of the second hidden layer; several are tried in turn.
   * @default 256
   */
  readonly l2: number | readonly number[];
  /**
   * Learning rate of Adam, above 0; several are tried in turn.
   * @default 0.001
   */
  readonly learningRate: number | readonly number[];
  /**
   * Which layers of the model feed the predictor: `together`, all of them; `each`, also each by
   * itself; `every`, every choice of one or more.
   * @default 'together'
   */
  readonly subsets: 'together' | 'each' | 'every';
  /**
   * Images a step.
   * @default 64
   */
  readonly batchSize: number;
  /**
   * Most epochs.
   * @default 300
   */
  readonly epochs: number;
  /**
   * Epochs without a lower validation loss after which training stops.
   * @default 20
   */
  readonly patience: number;
  /**
   * How many times images are split, each time with other first parameters.
   * @default 5
   */
  readonly splits: number;
  /**
   * Fraction of the images that the error is measured on, in (0, 1).
   * @default 0.1
   */
  readonly testSize: number;
  /**
   * Fraction of the images that decide when to stop and which configuration is used, in (0, 1).
   * @default 0.1
   */
  readonly validationSize: number;
  /**
   * Label of the images, such as `object_name`, whose values are kept in proportion on the test side
   * of every split.
   * @default null
   */
  readonly stratification: string | null;
  /**
   * A layer with more features is reduced to this many principal components, fitted on the training
   * images; null for never.
   * @default 1000
   */
  readonly components: number | null;
  /**
   * What trains: onnxruntime, or TensorFlow.js (the package `@ventral/tensorflow`).
   * @default 'onnx'
   */
  readonly engine: 'onnx' | 'tensorflow';
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(1));
const rate = v.pipe(v.number(), v.gtValue(0), v.finite());

const severalOf = (one: v.GenericSchema<number>) =>
  v.union([one, v.pipe(v.array(one), v.minLength(1))]);

/** Schema of {@link NrpOptions}. */
export const nrpOptions: v.GenericSchema<unknown, NrpOptions> = v.strictObject({
  l1: v.optional(
    v.pipe(
      severalOf(whole),
      v.description(
        'Units of the first hidden layer, for each layer of the model; a list is searched.',
      ),
    ),
    256,
  ),
  l2: v.optional(
    v.pipe(
      severalOf(whole),
      v.description('Units of the second hidden layer; a list is searched.'),
    ),
    256,
  ),
  learningRate: v.optional(
    v.pipe(severalOf(rate), v.description('Learning rate of Adam; a list is searched.')),
    0.001,
  ),
  subsets: v.optional(
    v.pipe(
      v.picklist(['together', 'each', 'every']),
      v.description(
        'Layers that feed the predictor: all together; also each by itself; every choice of them.',
      ),
    ),
    'together',
  ),
  batchSize: v.optional(v.pipe(whole, v.description('Images a step.')), 64),
  epochs: v.optional(v.pipe(whole, v.description('Most epochs.')), 300),
  patience: v.optional(
    v.pipe(
      whole,
      v.description('Epochs without a lower validation loss after which training stops.'),
    ),
    20,
  ),
  splits: v.optional(
    splitsOption('How many times images are split, each time with other first parameters.').wrapped,
    5,
  ),
  testSize: v.optional(
    fractionOption('Fraction of the images that the error is measured on.').wrapped,
    0.1,
  ),
  validationSize: v.optional(
    fractionOption('Fraction of the images that decide when to stop, and between configurations.')
      .wrapped,
    0.1,
  ),
  stratification: stratificationOption,
  components: v.optional(
    v.pipe(
      v.nullable(whole),
      v.description(
        'A layer with more features is reduced to this many principal components; null for never.',
      ),
    ),
    1000,
  ),
  engine: v.optional(
    v.pipe(
      v.picklist(['onnx', 'tensorflow']),
      v.description('What trains: onnxruntime, or TensorFlow.js (@ventral/tensorflow).'),
    ),
    'onnx',
  ),
});
