import { join } from 'node:path';
import { createRunContext } from '@ventral/host';
import { modelFromTfjsFile } from '@ventral/model-tfjs';
import {
  collectActivations,
  madeStimuli,
  makeFolder,
  type TemporaryFolder,
} from '@ventral/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeLayers } from './made-network.ts';
import { writeModel } from './write-model.ts';

const options = { preprocessing: 'tf', imageSize: undefined };
const context = createRunContext();
const [float, integer] = [{ type: 'DT_FLOAT' }, { type: 'DT_INT32' }];
const dimensions = (...sizes: number[]) => ({ dim: sizes.map((size) => ({ size: `${size}` })) });

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

/** A graph of 2 x 2 images whose nodes read whole numbers. */
async function writeGraph(
  name: string,
  nodes: readonly (readonly [op: string, name: string, reads: readonly string[]])[],
  numbers: Readonly<Record<string, readonly number[]>>,
): Promise<string> {
  const constants = Object.entries(numbers).map(([constant, values]) => ({
    name: constant,
    op: 'Const',
    attr: {
      dtype: integer,
      value: { tensor: { dtype: integer.type, tensorShape: dimensions(values.length) } },
    },
  }));
  const image = {
    name: 'image',
    op: 'Placeholder',
    attr: { dtype: float, shape: { shape: dimensions(-1, 2, 2, 3) } },
  };
  const others = nodes.map(([op, node, input]) => {
    return { name: node, op, input, attr: { T: float, Tperm: integer, dtype: float } };
  });
  const specs = Object.entries(numbers).map(([constant, values]) => {
    return { name: constant, dtype: 'int32', shape: [values.length] };
  });
  const weightData = Int32Array.from(Object.values(numbers).flat()).buffer;
  return writeModel(join(folder.path, name), 'graph-model', {
    modelTopology: { node: [image, ...constants, ...others], library: {}, versions: {} },
    weightSpecs: specs,
    weightData,
  });
}

describe('lnd-vit: values whose images are not in the first axis', () => {
  it('are read with one row an image, or listed with the reason', async () => {
    const file = await writeGraph(
      'axes',
      [
        ['Relu', 'relu', ['image']],
        // 2 rows x images x ...: as many as the images that are shown to find sizes.
        ['Transpose', 'rows first', ['relu', 'order']],
        ['Relu', 'inside', ['rows first']],
        ['Reshape', 'folded', ['relu', 'windows']],
        ['Relu', 'out', ['relu']],
      ],
      { order: [1, 0, 2, 3], windows: [-1, 3] },
    );
    await using model = await modelFromTfjsFile(file, options).open(context);
    expect(model.layers.map(({ name, shape }) => [name, shape])).toEqual(
      ['relu', 'rows first', 'inside', 'out'].map((name) => [name, [2, 2, 3]]),
    );
    const read = await collectActivations(model, madeStimuli(5, 4), ['relu', 'inside']);
    expect(read.get('inside')).toEqual(read.get('relu'));
    const reason = 'its axis 0 mixes images with something else (4 an image)';
    expect(model.unusable).toEqual([{ name: 'folded', operation: 'Reshape', reason }]);
    expect(model.notes).toContainEqual(expect.stringContaining(`'folded': ${reason}`));
  });
});

describe('training-mode-export', () => {
  it('has random operations: that is said beside the score', async () => {
    const file = await writeGraph(
      'random',
      [
        ['RandomStandardNormal', 'noise', ['sizes']],
        ['AddV2', 'sum', ['image', 'noise']],
      ],
      { sizes: [2, 2, 3] },
    );
    await using model = await modelFromTfjsFile(file, options).open(context);
    expect(model.notes).toContainEqual(
      expect.stringContaining('random has random operators (RandomStandardNormal)'),
    );
  });

  it('is refused where a layer is called for training', async () => {
    const file = await writeLayers(join(folder.path, 'training'), (tf) => {
      const image = tf.input({ shape: [2, 2, 3] });
      const dropped = tf.layers
        .dropout({ rate: 0.5, name: 'drop' })
        .apply(image, { training: true });
      return tf.model({ inputs: image, outputs: dropped as typeof image });
    });
    await expect(modelFromTfjsFile(file, options).open(context)).rejects.toMatchObject({
      code: 'MODEL_IN_TRAINING',
      message: expect.stringContaining("'drop' (Dropout)"),
    });
  });
});
