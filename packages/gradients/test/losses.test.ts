import { join } from 'node:path';
import {
  addSaliency,
  crossEntropy,
  harmonizer,
  linearCka,
  logOneMinusCka,
  meanSquaredError,
  type Objective,
  openGradient,
  pearsonLoss,
  representationalSimilarity,
  type SimilarityOptions,
  squaredNorm,
  sumOf,
} from '@ventral/gradients';
import {
  type GraphValue,
  modelOfGraph,
  type OnnxModel,
  readModel,
  type Tensor,
} from '@ventral/onnx';
import { describeReference } from '@ventral/testing';
import { expect, it } from 'vitest';
import { golden } from './golden-cases.ts';
import { type GoldenLoss, goldenLosses, readExact, relativeDifference } from './golden-loss.ts';
import { node } from './made-node.ts';

/** The losses of matrices, by what the reference calls them, and which of these are layers of a network. */
const losses: Readonly<
  Record<string, readonly [write: (layers: string[], loss: GoldenLoss) => Objective, ...string[]]>
> = {
  mse: [([value = '']) => meanSquaredError(value, 'target'), 'prediction'],
  pearson: [([value = '']) => pearsonLoss(value, 'target'), 'prediction'],
  'linear-cka': [([layer = '']) => linearCka(layer, 'y'), 'x'],
  'log-one-minus-cka': [([layer = '']) => logOneMinusCka(layer, 'y'), 'x'],
  'harmonizer-code': [harmonyOf, 'saliency'],
  'harmonizer-paper': [harmonyOf, 'saliency'],
  'representational-similarity': [similarity, 'x'],
  'representational-similarity-layers': [similarity, 'x1', 'x2', 'x3'],
};

function similarity(
  layers: string[],
  { parameters: { centre, reduction } = {}, inputs = [], model }: GoldenLoss,
): Objective {
  const hasMatrix = inputs.some(({ name }) => name === 'target');
  return representationalSimilarity(layers, {
    centring: centre as NonNullable<SimilarityOptions['centring']>,
    reduction: reduction === 'sum over i != j' ? 'sum' : 'mean',
    from: hasMatrix ? 'similarities' : 'responses',
    targets: hasMatrix ? 'target' : model === undefined ? 'y' : 'neural',
    mixture: 'logits',
  });
}

function harmonyOf([saliency = '']: string[], { kind, parameters, inputs, extra }: GoldenLoss) {
  const hasTokens = (inputs ?? extra ?? []).some(({ name }) => name === 'tokens');
  return harmonizer(saliency, {
    variant: kind === 'harmonizer-code' ? 'code' : 'paper',
    levels: Number(parameters?.levels),
    ...(hasTokens && { tokens: 'tokens' }),
  });
}

describeReference('losses of matrices, in float64', 'golden/gradients', () => {
  it.each(goldenLosses('matrices').filter(({ kind }) => kind in losses))('$name', async (loss) => {
    const { kind, folder, inputs = [], value } = loss;
    const [write, ...names] = losses[kind] as (typeof losses)[string];
    const layers = names.map((name) => `layer ${name}`);
    const asInput = ({ name, shape }: (typeof inputs)[number]): GraphValue => ({
      name,
      type: 'float64',
      shape: ['samples', ...shape.slice(1)],
    });
    const network = modelOfGraph({
      inputs: inputs.filter(({ name }) => names.includes(name)).map(asInput),
      outputs: [],
      nodes: layers.map((layer, index) => node('Identity', [names[index] ?? ''], [layer])),
    });
    const wanted = inputs.flatMap(({ name, grad }) => (grad ? [{ name, grad }] : []));
    await using gradient = await openGradient(network, {
      of: write(layers, loss),
      by: wanted.map(({ name }) => name),
    });
    const feeds = inputs.map(({ name, file }) => [name, readExact(folder, file)] as const);
    const found = await gradient.run(Object.fromEntries(feeds));
    expect(Math.abs(found.objective / value - 1)).toBeLessThan(1e-8);
    for (const { name, grad } of wanted) {
      const expected = readExact(folder, grad);
      expect(found.gradients[name]?.shape, name).toEqual(expected.shape);
      expect(relativeDifference(found.gradients[name], expected), name).toBeLessThan(1e-8);
    }
  });
});

describeReference('losses of networks, in float32', 'golden/gradients', () => {
  it.each(goldenLosses('networks'))('$name', async (loss) => {
    const { folder, model, input, extra = [], value, weights = [] } = loss;
    if (input?.grad === undefined) throw new Error('it has no gradient by its input');
    const network = await readModel(join(golden, folder, model ?? ''));
    const whole = await (loss.kind.startsWith('harmonizer') ? harmonized : aligned)(network, loss);
    const wanted = [...weights, { name: input.name, grad: input.grad }];
    await using gradient = await openGradient(whole.model, {
      of: whole.of,
      by: wanted.map(({ name }) => name),
    });
    const feeds = [input, ...extra].map(
      ({ name, file }) => [name, asFed(name, readExact(folder, file))] as const,
    );
    const found = await gradient.run(Object.fromEntries(feeds));
    expect(Math.abs(found.objective / value - 1)).toBeLessThan(1e-6);
    for (const { name, grad } of wanted) {
      const expected = readExact(folder, grad);
      expect(found.gradients[name]?.shape, name).toEqual(expected.shape);
      expect(relativeDifference(found.gradients[name], expected), name).toBeLessThan(1e-5);
    }
  });
});

/** A network and its whole loss. */
interface Loss {
  readonly model: OnnxModel;
  readonly of: Objective;
}

/** Cross-entropy, and a layer compared with recordings. */
async function aligned(model: OnnxModel, loss: GoldenLoss): Promise<Loss> {
  const layer = String(loss.parameters?.layer);
  const isCka = loss.kind.includes('log-one-minus-cka');
  const alignment = isCka ? logOneMinusCka(layer, 'neural') : similarity([layer], loss);
  return {
    model,
    of: sumOf([
      [1, crossEntropy(logitsOf(model))],
      [0.5, alignment],
    ]),
  };
}

/** Cross-entropy, half the squares of the weights, and saliency compared with maps. */
async function harmonized(network: OnnxModel, loss: GoldenLoss): Promise<Loss> {
  const { input, weights = [], parameters: { lambdaHarmonization, lambdaWeights } = {} } = loss;
  const logits = logitsOf(network);
  const { model, saliency } = await addSaliency(network, { input: input?.name ?? '', logits });
  const decay = weights.map(({ name }) => [Number(lambdaWeights) / 2, squaredNorm(name)] as const);
  const harmony = [Number(lambdaHarmonization), harmonyOf([saliency], loss)] as const;
  return { model, of: sumOf([[1, crossEntropy(logits)], harmony, ...decay]) };
}

function logitsOf({ graph }: OnnxModel): string {
  return graph.output[0]?.name ?? '';
}

/** An array as a network in float32 takes it. */
function asFed(name: string, { shape, values }: Tensor & { values: Float64Array }): Tensor {
  return name === 'labels'
    ? { type: 'int64', shape, values: BigInt64Array.from(values, BigInt) }
    : { type: 'float32', shape, values: Float32Array.from(values) };
}
