import { type Assembly, createAssembly } from '@ventral/arrays';
import { createRunContext } from '@ventral/host';
import { accuracyCeiling, shapeBias, shapeBiasCeiling } from '@ventral/metric-error-consistency';
import { measuredUncertainty } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

const context = createRunContext();

function labelled(labels: Readonly<Record<string, readonly string[]>>): Assembly {
  const count = Object.values(labels)[0]?.length ?? 0;
  return createAssembly({
    dims: ['presentation'],
    shape: [count],
    values: new Float64Array(count),
    coords: Object.fromEntries(
      Object.entries(labels).map(([name, values]) => [name, { dim: 'presentation', values }]),
    ),
  });
}

// The last image has the texture of its own shape.
const images = {
  stimulus_id: ['a', 'b', 'c', 'd', 'e'],
  truth: ['cat', 'cat', 'dog', 'dog', 'owl'],
  texture: ['dog', 'owl', 'cat', 'cat', 'owl'],
};
const twice = (values: readonly string[]) => [...values, ...values];
const people = labelled({
  stimulus_id: twice(images.stimulus_id),
  truth: twice(images.truth),
  texture: twice(images.texture),
  condition: Array<string>(10).fill('0'),
  subject: [...Array<string>(5).fill('Ada'), ...Array<string>(5).fill('Bob')],
  choice: ['cat', 'cat', 'dog', 'cat', 'owl', 'dog', 'cat', 'na', 'dog', 'owl'],
});
const choicesOf = (...choice: readonly string[]) =>
  labelled({ stimulus_id: images.stimulus_id, choice });

describe('shape bias', () => {
  it('is the share of shapes among shapes and textures, of images in conflict', async () => {
    const score = await shapeBias.compare(
      choicesOf('cat', 'owl', 'cat', 'owl', 'owl'),
      people,
      {},
      context,
    );
    expect(score.value).toBeCloseTo(1 / 3, 12);
    expect(score.extras).toEqual({ shape_bias: { conflicting: 4, shape: 1, texture: 2 } });
    expect(measuredUncertainty(score).units).toEqual({ stimuli: 4 });
  });

  it('of people is that of all their choices together', async () => {
    const score = await shapeBiasCeiling.compare(undefined, people, {}, context);
    // Ada 3 of 4, Bob 2 of 3.
    expect(score.value).toBeCloseTo(5 / 7, 12);
    expect(score.raw.perSubject).toEqual({ Ada: 3 / 4, Bob: 2 / 3 });
  });

  it('needs a choice of either, and to know the textures', async () => {
    await expect(
      shapeBias.compare(choicesOf('owl', 'dog', 'owl', 'owl', 'owl'), people, {}, context),
    ).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('None of the answers to 4 images'),
    });
    const { texture: _, ...plain } = people.coords;
    await expect(
      shapeBias.compare(
        choicesOf('cat', 'cat', 'dog', 'dog', 'owl'),
        createAssembly({ ...people, coords: plain }),
        {},
        context,
      ),
    ).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining("no coordinate 'texture'"),
    });
  });
});

it("people's accuracy is the mean of each one's", async () => {
  const score = await accuracyCeiling.compare(undefined, people, {}, context);
  expect(score.raw.perSubject).toEqual({ Ada: 4 / 5, Bob: 3 / 5 });
  expect(score.value).toBeCloseTo(0.7, 12);
});
