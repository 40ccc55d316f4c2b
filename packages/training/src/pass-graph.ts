import { differentiate, type ObjectiveWriter, typeCodes } from '@ventral/gradients';
import type { OnnxModel } from '@ventral/onnx';
import type { TrainingObjective } from './objectives/training-objective.ts';

/** A graph that computes the weighted sum of some objectives and its gradients by weights. */
export interface PassGraph {
  readonly model: OnnxModel;
  /** Name of the weighted sum. */
  readonly total: string;
  /** Name of each objective, in order. */
  readonly values: readonly string[];
  /** Name of the gradient by each weight. */
  readonly gradients: Readonly<Record<string, string>>;
}

/** Name of the input that takes the weights of the objectives, in order: float64. */
export const objectiveWeights = '$objective weights';

/**
 * Writes the graph of a pass.
 *
 * @param model takes samples and weights as inputs
 * @param by names of the weights
 * @param keep values that are wanted as well
 * @throws VentralError `GRADIENT_UNAVAILABLE` where an operator has no gradient
 * @throws VentralError `LAYER_NOT_FOUND`, `SHAPE_MISMATCH` where an objective reads what there is not
 */
export async function passGraph(
  model: OnnxModel,
  objectives: readonly TrainingObjective[],
  by: readonly string[],
  keep: readonly string[],
): Promise<PassGraph> {
  const values = objectives.map((_, index) => `$objective ${index}`);
  const write = (writer: ObjectiveWriter): string => {
    const graph = writer.graph.in('float64');
    const exact = objectives.map(({ objective }, index) =>
      graph.add(
        'Cast',
        [objective.write(writer)],
        { to: { int: typeCodes.float64 } },
        values[index],
      ),
    );
    const weights = writer.input({
      name: objectiveWeights,
      type: 'float64',
      shape: [objectives.length],
    });
    const weighted = exact.map((value, index) => {
      const weight = graph.add('Gather', [weights, graph.integer(index)]);
      return graph.add('Mul', [graph.add('Reshape', [value, graph.integers([])]), weight]);
    });
    return graph.add('Sum', weighted);
  };
  const derivative = await differentiate(model, { of: { write }, by, keep: [...values, ...keep] });
  return {
    model: derivative.model,
    total: derivative.objective,
    values,
    gradients: derivative.gradients,
  };
}
