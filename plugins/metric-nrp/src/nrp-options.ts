import { countSchema, fractionOption, splitsOption, stratificationOption } from '@ventral/numerics';
import * as v from 'valibot';

const whole = countSchema(100_000);
const rate = v.pipe(v.number(), v.gtValue(0), v.finite());

const several = (one: v.GenericSchema<number>, byDefault: number, description: string) =>
  v.optional(
    v.pipe(
      v.union([one, v.pipe(v.array(one), v.minLength(1), v.maxLength(20))]),
      v.description(`${description}; a list is searched.`),
    ),
    byDefault,
  );

const count = (byDefault: number, description: string) =>
  v.optional(v.pipe(whole, v.description(description)), byDefault);

/** What can be chosen about the neural response predictor. */
export const nrpOptions = v.object({
  l1: several(whole, 256, 'Units of the first hidden layer, for each layer of the model'),
  l2: several(whole, 256, 'Units of the second hidden layer'),
  learningRate: several(rate, 0.001, 'Learning rate of Adam'),
  subsets: v.optional(
    v.pipe(
      v.picklist(['together', 'each', 'every']),
      v.description(
        'Layers that feed the predictor: all together; also each by itself; every choice of them.',
      ),
    ),
    'together',
  ),
  batchSize: count(64, 'Images a step.'),
  epochs: count(300, 'Most epochs.'),
  patience: count(20, 'Epochs without a lower validation loss after which training stops.'),
  splits: splitsOption(
    'How many times images are split, each time with other first parameters.',
    5,
  ),
  testSize: fractionOption('Fraction of the images that the error is measured on.', 0.1),
  validationSize: fractionOption(
    'Fraction of the images that decide when to stop, and between configurations.',
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

/** What {@link nrpOptions} are. */
export type NrpOptions = v.InferOutput<typeof nrpOptions>;
