import {
  corticalCentreFrontEnd,
  corticalFrontEnd,
  retinalCentreFrontEnd,
  retinalFrontEnd,
} from '@ventral/model-front-ends';
import { putBehind } from '@ventral/network';
import { RandomState } from '@ventral/numerics';
import { openSession, type Tensor } from '@ventral/onnx';
import { resNet } from '@ventral/training';
import { describe, expect, it, test } from 'vitest';

const size = 32;
const network = () => resNet({ depth: 8, classes: 4, width: 2, imageSize: size, seed: 3 });

function madeImage(): Tensor {
  const random = new RandomState(4);
  const values = Float32Array.from({ length: 2 * 3 * size ** 2 }, () => random.standardNormal());
  return { type: 'float32', shape: [2, 3, size, size], values };
}

describe.each([
  ['retinal', retinalFrontEnd, 5],
  ['cortical', corticalFrontEnd, 10],
])('a network that learns behind %s sampling', (_, make, views) => {
  it('sees one view of each image, and in use the mean of what it says of all', async () => {
    const frontEnd = make({ imageSize: size, settings: {} });
    const { whole, learning, drawn } = await putBehind(network(), frontEnd, size);
    expect(drawn).toEqual([{ name: 'front/view', shape: [views], kind: 'choice' }]);
    await using used = await openSession(whole);
    await using learner = await openSession(learning);
    const image = { 'image/whole': madeImage() };
    const sums = new Float64Array(8);
    const said = new Set<number>();
    for (let view = 0; view < views; view++) {
      // The second image is shown in the next view.
      const values = new Float32Array(2 * views);
      values[view] = 1;
      values[views + ((view + 1) % views)] = 1;
      const choice: Tensor = { type: 'float32', shape: [2, views], values };
      const results = await learner.run({ ...image, 'front/view': choice });
      const logits = results.logits?.values as Float32Array;
      said.add(logits[0]!);
      for (const [at, logit] of logits.entries()) sums[at]! += logit / views;
    }
    expect(said.size).toBe(views);
    const [output = ''] = whole.graph.output.map(({ name }) => name);
    const mean = (await used.run(image))[output]?.values as Float32Array;
    for (const [at, sum] of sums.entries()) expect(mean[at]).toBeCloseTo(sum, 4);
  });
});

test.each([retinalCentreFrontEnd, corticalCentreFrontEnd])(
  'the centre is always the same',
  async (make) => {
    const frontEnd = make({ imageSize: size, settings: {} });
    const { drawn, whole, learning } = await putBehind(network(), frontEnd, size);
    if (make === retinalCentreFrontEnd) {
      expect(drawn).toEqual([]);
      expect(learning).toBe(whole);
    } else expect(drawn).toEqual([{ name: 'front/view', shape: [2], kind: 'choice' }]);
  },
);

test('a setting that there is not is refused, and so is a network for other images', async () => {
  const wrong = expect.objectContaining({ code: 'OPTION_INVALID' });
  const settings = { fixations: 3 };
  for (const make of [retinalFrontEnd, corticalFrontEnd]) {
    expect(() => make({ imageSize: size, settings })).toThrow(wrong);
  }
  expect(() => retinalFrontEnd({ imageSize: size, settings: { densityRatio: 1 } })).toThrow(wrong);
  const frontEnd = retinalFrontEnd({ imageSize: 16, settings: {} });
  await expect(putBehind(network(), frontEnd, 16)).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: expect.stringContaining('3 x 32 x 32'),
  });
});
