import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { createRunContext } from '@ventral/host';
import { basenet } from '@ventral/model-basenet';
import { collectActivations } from '@ventral/testing';
import { expect, it } from 'vitest';

const classes = 64;

it('names simulated objects in images it has not seen', async () => {
  // Seed 1002 is neither that of training nor that of the data set.
  const context = createRunContext({ cacheFolder: await mkdtemp(join(tmpdir(), 'basenet-')) });
  const { stimuli: set } = await simulateVentral({ seed: 1002, images: 4 }, context);
  const { object_name: objects = [], category_name: categories = [] } = set.columns ?? {};
  const names = [...new Set(objects)];
  const categoryOf = names.map((name) => categories[objects.indexOf(name)]);
  await using model = await basenet.open(context);
  const scores = (await collectActivations(model, set.stimuli, ['class'])).get('class');
  const chosen = objects.map((_, row) => {
    const own = scores?.subarray(row * classes, (row + 1) * classes) ?? new Float32Array();
    return own.indexOf(Math.max(...own));
  });
  const share = (isRight: (row: number) => boolean) =>
    objects.filter((_, row) => isRight(row)).length / objects.length;
  const object = share((row) => names[chosen[row] ?? -1] === objects[row]);
  const category = share((row) => categoryOf[chosen[row] ?? -1] === categories[row]);
  // By chance: one in 64, and one in 8.
  expect(object).toBeGreaterThan(0.25);
  expect(category).toBeGreaterThan(0.4);
});
