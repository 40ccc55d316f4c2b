import { extendModel, listWeights, type OnnxModel, readFloatWeights } from '@ventral/onnx';

/**
 * The network with a weight of its own in place of each copy of another one: exporters write weights that are equal
 * before training, such as those of all normalisations, once, and `Identity` for the others. Learning apart is theirs.
 */
export async function withOwnWeights(model: OnnxModel): Promise<OnnxModel> {
  const weights = new Set(
    listWeights(model).flatMap(({ name, type }) => (type === 'float32' ? [name] : [])),
  );
  const outputs = model.graph.output.map(({ name }) => name);
  const copies = model.graph.node.filter(
    ({ opType, domain, input, output }) =>
      opType === 'Identity' &&
      domain === '' &&
      weights.has(input[0] ?? '') &&
      !outputs.includes(output[0] ?? ''),
  );
  if (copies.length === 0) return model;
  const values = await readFloatWeights(
    model,
    copies.map(({ input }) => input[0] ?? ''),
  );
  const constants = copies.flatMap(({ input: [from = ''], output: [name = ''] }) => {
    const original = values[from];
    return original === undefined ? [] : [{ name, ...original }];
  });
  const nodes = model.graph.node.filter((node) => !copies.includes(node));
  return extendModel(model, { nodes, constants, outputs });
}
