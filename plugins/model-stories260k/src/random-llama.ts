import { RandomState } from '@ventral/numerics';
import { blockShapes, headWidth, type Llama, type LlamaBlock, type LlamaShape } from './llama.ts';

const deviation = 0.02;
const slowest = 10_000;

/**
 * A Llama that has learned nothing, as llama2.c draws it before training: weights normal with standard deviation 0.02,
 * `output` and `up` less by the root of twice the number of blocks; norms of 1.
 *
 * @param seed the same seed gives the same weights
 */
export function randomLlama(shape: LlamaShape, seed: number): Llama {
  const { width, vocabulary, layers, context } = shape;
  const random = new RandomState(seed);
  const draw = (length: number, spread: number) =>
    Float32Array.from({ length }, () => spread * random.standardNormal());
  const shapes = blockShapes(shape);
  const spreads: Partial<Record<keyof LlamaBlock, number>> = {
    output: deviation / Math.sqrt(2 * layers),
    up: deviation / Math.sqrt(2 * layers),
  };
  const embedding = draw(vocabulary * width, deviation);
  const blocks = Array.from({ length: layers }, () => {
    const own = (Object.keys(shapes) as (keyof LlamaBlock)[]).map((name) => {
      const [outputs = 0, inputs] = shapes[name];
      return [
        name,
        inputs === undefined
          ? new Float32Array(outputs).fill(1)
          : draw(outputs * inputs, spreads[name] ?? deviation),
      ];
    });
    return Object.fromEntries(own) as LlamaBlock;
  });
  const pairs = headWidth(shape) / 2;
  const angles = Array.from({ length: context * pairs }, (_, at) => {
    return Math.floor(at / pairs) / slowest ** ((at % pairs) / pairs);
  });
  return {
    shape,
    embedding,
    blocks,
    finalNorm: new Float32Array(width).fill(1),
    cosines: Float32Array.from(angles, Math.cos),
    sines: Float32Array.from(angles, Math.sin),
  };
}
