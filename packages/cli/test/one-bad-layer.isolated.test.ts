import { join } from 'node:path';
import { openProject } from '@ventral/scoring';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, test } from 'vitest';
import { temporaryFolder } from './run-command.ts';

// Networks of which one layer is the same, or NaN, for every image.
describeReference('one bad layer', 'cases/one-bad-layer', () => {
  const openFixture = () =>
    openProject(join(import.meta.dirname, 'fixtures/project'), {
      cacheFolder: temporaryFolder(),
      offline: true,
    });
  const benchmark = 'Gratings.V4-pls';
  const requestOf = (name: string) => ({
    model: referencePath(`cases/one-bad-layer/${name}.onnx`),
    preprocessing: 'torch',
    benchmark,
  });

  test.each([
    ['onedead', 'deadrelu'],
    ['onenan', 'relu3'],
  ])('of %s is left out by name, and the others are scored', async (name, layer) => {
    const project = await openFixture();
    const { model, layers, score } = await project.score({ ...requestOf(name), layers: ['all'] });
    expect(score.value).toBeGreaterThan(0);
    expect(model.layer).not.toBe(layer);
    expect(Object.keys(layers ?? {})).not.toContain(layer);
    expect(score.notes?.join(' ')).toContain(`Left out ${layer}: `);
  });

  test.each([
    ['onedead', 'deadrelu'],
    ['onenan', 'relu3'],
  ])('of %s is named where it is asked for alone', async (name, layer) => {
    const project = await openFixture();
    await expect(project.score({ ...requestOf(name), layer })).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining(`With the layer '${layer}': `),
    });
  });

  test('is undefined at its sparsity, and the study goes on', async () => {
    const project = await openFixture();
    const { benchmark: _, ...request } = requestOf('onedead');
    const study = { ...request, benchmarks: [benchmark], layer: 'relu1' };
    const { points } = await project.studyPruning({ ...study, sparsities: [0, 0.9999] });
    expect(points.map(({ records }) => records.length)).toEqual([1, 0]);
    expect(points[1]?.failures).toEqual([
      { benchmark, reason: expect.stringContaining("With the layer 'relu1': ") },
    ]);
  });
});
