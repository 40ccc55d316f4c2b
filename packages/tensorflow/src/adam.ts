import type { Tensor } from '@tensorflow/tfjs';
import type { AdamSettings } from '@ventral/training';
import type { TensorFlowFunctions } from './tensorflow.ts';

/** A parameter and what Adam carries beside it. */
export interface AdamState {
  readonly parameter: Tensor;
  /** Mean of its gradients. */
  readonly first: Tensor;
  /** Mean of their squares. */
  readonly second: Tensor;
}

/**
 * One step of Adam in the form of Keras, for one parameter.
 *
 * `tf.train.adam` is not it: it adds epsilon after the bias correction of the second moment.
 *
 * @param step counted from 1
 */
export function adamStep(
  tf: TensorFlowFunctions,
  { parameter, first, second }: AdamState,
  gradient: Tensor,
  { learningRate, beta1, beta2, epsilon }: Required<AdamSettings>,
  step: number,
): AdamState {
  const newFirst = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
  const newSecond = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
  const stepSize = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
  const move = tf.mul(tf.div(newFirst, tf.add(tf.sqrt(newSecond), epsilon)), stepSize);
  return { parameter: tf.sub(parameter, move), first: newFirst, second: newSecond };
}
