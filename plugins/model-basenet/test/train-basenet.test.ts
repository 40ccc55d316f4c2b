import type { RgbImage } from '@ventral/arrays';
import { createRunContext } from '@ventral/host';
import { basenetModel, trainBasenet } from '@ventral/model-basenet';
import { collectActivations } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { madeShapes, shapeCount } from './made-shapes.ts';

const small = { imageSize: 32, filters: [8, 12, 16, 16, 16, 16], classes: shapeCount };
const shapes = madeShapes(0, 64);
const glance = { ...small, stages: [{ ...shapes, epochs: 1, learningRate: 1e-3 }] };

describe('trainBasenet', () => {
  it('learns to name shapes it has not seen', async () => {
    const stages = [{ ...madeShapes(0, 320), epochs: 12, learningRate: 2e-3 }];
    const { parameters, losses } = await trainBasenet({ ...small, stages }, createRunContext());
    expect(losses).toHaveLength(12);
    expect(losses.at(-1)).toBeLessThan((losses[0] as number) / 2);
    const { stimuli, labels } = madeShapes(1, 200);
    const model = basenetModel({ ...small, id: 'shapes', title: 'Shapes', parameters });
    await using open = await model.open(createRunContext());
    const scores = (await collectActivations(open, stimuli, ['class'])).get('class');
    const right = labels.filter((label, row) => {
      const own = scores?.subarray(row * shapeCount, (row + 1) * shapeCount) ?? [];
      return own[label] === Math.max(...own);
    });
    // One in four by chance.
    expect(right.length / labels.length).toBeGreaterThan(0.7);
  });

  it('gives the same bits for the same seed, and others for another', async () => {
    const [first, again, other] = await Promise.all(
      [0, 0, 1].map(
        async (seed) => (await trainBasenet(glance, createRunContext({ seed }))).parameters,
      ),
    );
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('goes on from one learning rate to the next', async () => {
    const stages = [
      { ...shapes, epochs: 2, learningRate: 2e-3 },
      { ...shapes, epochs: 1, learningRate: 2e-4 },
    ];
    const reports: number[] = [];
    const report = ({ done }: { done: number }) => reports.push(done);
    const { losses } = await trainBasenet({ ...small, stages }, createRunContext({ report }));
    expect(losses).toHaveLength(3);
    expect(losses[2]).toBeLessThan(losses[0] as number);
    expect(reports).toEqual([1, 2, 3]);
  });

  it('sees mirror images as images of their own', async () => {
    const flipped = shapes.stimuli.flatMap(({ id, load }) => [
      { id, load },
      { id: `${id} mirrored`, load: async () => mirror(await load()) },
    ]);
    const labels = shapes.labels.flatMap((label) => [label, label]);
    const stages = [{ stimuli: flipped, labels, epochs: 1, learningRate: 1e-3 }];
    const both = await trainBasenet({ ...small, stages }, createRunContext());
    expect(await trainBasenet({ ...glance, mirrored: true }, createRunContext())).toEqual(both);
  });

  it('stops soon after it is told to', async () => {
    const controller = new AbortController();
    const report = () => controller.abort();
    const stages = [{ ...shapes, epochs: 50, learningRate: 1e-3 }];
    await expect(
      trainBasenet({ ...small, stages }, createRunContext({ signal: controller.signal, report })),
    ).rejects.toMatchObject({ code: 'INTERRUPTED', message: expect.stringContaining('1 of 50') });
  });

  it('refuses a label that is none of the classes', async () => {
    const labels = shapes.labels.map((label) => label + 1);
    const stages = [{ ...shapes, labels, epochs: 1, learningRate: 1e-3 }];
    await expect(trainBasenet({ ...small, stages }, createRunContext())).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: 'Label 4 is none of 4 classes.',
    });
  });
});

function mirror({ width, height, data }: RgbImage): RgbImage {
  const swapped = data.map((_, index) => {
    const [pixel, colour] = [Math.floor(index / 3), index % 3];
    return data[3 * (pixel - 2 * (pixel % width) + width - 1) + colour] as number;
  });
  return { width, height, data: swapped };
}
