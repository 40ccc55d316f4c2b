import {
  encodeNode,
  extendModel,
  inlineConditions,
  modelInputs,
  type OnnxModel,
} from '@ventral/onnx';

const branch = 'use_cache_branch';

/**
 * A model that `optimum` merged of two, with and without the keys and values of earlier tokens, as the one without;
 * any other as it is.
 */
export async function withoutCacheBranch(model: OnnxModel): Promise<OnnxModel> {
  const inputs = modelInputs(model);
  if (!inputs.some(({ name }) => name === branch)) return model;
  const { graph } = model;
  const off = { name: `${branch} off`, shape: [1], values: BigInt64Array.of(0n) };
  const decided = encodeNode({
    operation: 'Cast',
    inputs: [off.name],
    outputs: [branch],
    attributes: { to: { int: 9 } },
  });
  const outputs = graph.output.map(({ name }) => name);
  const without = { ...graph, input: graph.input.filter(({ name }) => name !== branch) };
  return inlineConditions(
    extendModel(
      { ...model, graph: without },
      {
        nodes: [decided, ...graph.node],
        constants: [off],
        outputs,
      },
    ),
  );
}
