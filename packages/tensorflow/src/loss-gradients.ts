import type { Scalar, Tensor } from '@tensorflow/tfjs';
import type { Loss, NetworkPlan } from '@ventral/training';
import { computeLayers, type Tensors } from './forward.ts';
import type { TensorFlowFunctions } from './tensorflow.ts';

const losses: {
  readonly [Name in Loss]: (
    tf: TensorFlowFunctions,
    predictions: Tensor,
    targets: Tensor,
  ) => Tensor;
} = {
  meanSquaredError: (tf, predictions, targets) =>
    tf.mean(tf.squaredDifference(predictions, targets)),
  softmaxCrossEntropy: (tf, predictions, targets) =>
    tf.neg(tf.div(tf.sum(tf.mul(targets, tf.logSoftmax(predictions))), tf.sum(targets))),
};

/** A loss and its gradient by each parameter. */
export interface LossGradients {
  readonly loss: Scalar;
  readonly gradients: Tensors;
}

/** The loss of samples and its gradients, by TensorFlow.js's automatic differentiation. */
export function lossGradients(
  tf: TensorFlowFunctions,
  { plan, loss }: { readonly plan: NetworkPlan; readonly loss: Loss },
  samples: Tensors,
  targets: Tensor,
  parameters: Tensors,
): LossGradients {
  const names = Object.keys(plan.parameters);
  const lossOf = (...values: Tensor[]) => {
    const given = Object.fromEntries(names.map((name, index) => [name, values[index] as Tensor]));
    const predictions = computeLayers(tf, plan, samples, given)[plan.output] as Tensor;
    return losses[loss](tf, predictions, targets);
  };
  const { value, grads } = tf.valueAndGrads(lossOf)(
    names.map((name) => parameters[name] as Tensor),
  );
  return {
    loss: value as Scalar,
    gradients: Object.fromEntries(names.map((name, index) => [name, grads[index] as Tensor])),
  };
}
