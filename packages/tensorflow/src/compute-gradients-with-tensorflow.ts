import type { NdArray } from '@ventral/arrays';
import { checkTask, type NamedArrays, planNetwork, type TrainingTask } from '@ventral/training';
import { arrayOf, tensorOf, tensorsOf } from './arrays.ts';
import { lossGradients } from './loss-gradients.ts';
import type { TensorFlow } from './tensorflow.ts';

/**
 * The loss of samples and its gradient by every parameter, by automatic differentiation: the twin of
 * `computeGradients` of `@ventral/training`, whose gradients are an ONNX graph.
 *
 * @throws VentralError `OPTION_INVALID` for a network whose layers do not fit together
 * @throws VentralError `SHAPE_MISMATCH` for arrays that do not fit the network
 */
export function computeGradientsWithTensorFlow(
  tensorflow: TensorFlow,
  task: Omit<TrainingTask, 'optimizer' | 'batchSize' | 'moments' | 'precision' | 'threads'>,
): { readonly loss: number; readonly gradients: NamedArrays } {
  const plan = planNetwork(task.network);
  checkTask({ ...task, batchSize: 1 }, plan);
  return tensorflow.compute((tf) => {
    const { loss, gradients } = lossGradients(
      tf,
      { plan, loss: task.loss },
      tensorsOf(
        tf,
        task.inputs,
        plan.inputs.map(({ name }) => name),
      ),
      tensorOf(tf, task.targets),
      tensorsOf(tf, task.initialParameters, Object.keys(plan.parameters)),
    );
    const arrays: Record<string, NdArray> = {};
    for (const [name, gradient] of Object.entries(gradients)) arrays[name] = arrayOf(gradient);
    return { loss: loss.dataSync()[0] as number, gradients: arrays };
  });
}
