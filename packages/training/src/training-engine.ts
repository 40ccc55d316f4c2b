import type { NdArray } from '@ventral/arrays';
import type { Network, OnnxNetwork } from './network.ts';

/** Arrays by name: samples by input layer, or parameters such as `hidden.kernel`. */
export type NamedArrays = Readonly<Record<string, NdArray>>;

/**
 * What training makes small: `meanSquaredError`, the mean over samples and outputs, or
 * `softmaxCrossEntropy`, the mean over samples of `-sum(targets log softmax(outputs))`, where the
 * targets of a sample are the probabilities of classes: 1 for the right one, 0 for all others.
 */
export type Loss = 'meanSquaredError' | 'softmaxCrossEntropy';

/**
 * Settings of Adam in the form of Keras: with gradient `g` and `t` counted from 1,
 * `m = beta1 m + (1 - beta1) g`, `v = beta2 v + (1 - beta2) g^2`,
 * `w -= learningRate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon)`.
 *
 * Reference: Kingma & Ba (2015), https://doi.org/10.48550/arXiv.1412.6980
 */
export interface AdamSettings {
  /** Above 0. */
  readonly learningRate: number;
  /** @default 0.9 */
  readonly beta1?: number;
  /** @default 0.999 */
  readonly beta2?: number;
  /** @default 1e-7 */
  readonly epsilon?: number;
}

/** What Adam knows of the steps before; each engine keeps it in a form of its own. */
export interface Moments {
  /** Steps taken. */
  readonly steps: number;
  /** By parameter, of its shape. */
  readonly first: NamedArrays;
  readonly second: NamedArrays;
}

/** All that decides what a training does, epoch orders apart. */
export interface TrainingTask<Trained extends Network | OnnxNetwork = Network> {
  readonly network: Trained;
  readonly loss: Loss;
  readonly optimizer: AdamSettings;
  /** Samples a step; the last step of an epoch takes those that are left, as in Keras. */
  readonly batchSize: number;
  /** Samples, by input layer: `samples x shape of the layer`. */
  readonly inputs: NamedArrays;
  /** `samples x outputs` */
  readonly targets: NdArray;
  /** Every parameter of the network, by name: `<layer>.<parameter>`, or as the ONNX file calls it. */
  readonly initialParameters: NamedArrays;
  /**
   * Those of the training that this one goes on with: its steps then have the same bits.
   * @default none: no step was taken
   */
  readonly moments?: Moments;
  /**
   * Of parameters and everything computed.
   * @default 'float32'
   */
  readonly precision?: 'float32' | 'float64';
  /**
   * Threads one operation may use.
   * @default every processor this process may use
   */
  readonly threads?: number;
}

/** A network being trained. Close it when done: its memory is not the garbage collector's. */
export interface Training extends AsyncDisposable {
  /**
   * Takes one step a batch.
   *
   * @param order indices of samples, in the order in which they are shown; some may be left out
   * @returns the loss of each step, before that step's update
   * @throws VentralError `TRAINING_DIVERGED` where a loss is not finite
   */
  runEpoch(order: readonly number[]): Promise<Float64Array>;
  /**
   * What the network, as it is now, says of samples.
   *
   * @param layer whose values are wanted; of an ONNX network any value before the output
   * @default layer the output
   */
  predict(inputs: NamedArrays, layer?: string): Promise<NdArray>;
  /** The parameters as they are now; copies, free to be kept. */
  parameters(): Promise<NamedArrays>;
  /** The moments as they are now; copies. */
  moments(): Promise<Moments>;
}

/** Something that trains networks: those of layers, and of ONNX files where it says so. */
export interface TrainingEngine<Trained extends Network | OnnxNetwork = Network> {
  /** Such as `onnx`; part of what a result is known by. */
  readonly id: string;
  /**
   * Begins a training. Inputs are not written to.
   *
   * @throws VentralError `OPTION_INVALID` for settings that cannot be used
   * @throws VentralError `GRADIENT_UNAVAILABLE` for a network with an operator that has no gradient
   * @throws VentralError `SHAPE_MISMATCH` for arrays that do not fit the network
   */
  begin(task: TrainingTask<Trained>): Promise<Training>;
}
