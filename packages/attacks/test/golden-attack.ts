import { fgsm, pgd, wrongClass } from '@ventral/attacks';
import type { OpenModel } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { cifarImages, type GoldenAttack, imageLength, randomStart } from './cifar-golden.ts';

/** Does a golden attack to the first of the 200 images. */
export async function attackAsGolden(model: OpenModel, golden: GoldenAttack, images = 200) {
  const { pixels, labels } = cifarImages();
  const rows = Array.from({ length: images }, (_, row) => row);
  const some = pixels.subarray(0, images * imageLength);
  await using classifier = await model.openClassifier!(createRunContext());
  const attacked = wrongClass(classifier, labels);
  const { attack, norm, epsValue: epsilon, steps, stepSize, start } = golden;
  if (attack === 'fgsm') return await fgsm(attacked, some, rows, { epsilon });
  return await pgd(attacked, some, rows, {
    ...{ norm, epsilon, steps, stepSize },
    start: start === 'clean' ? 'clean' : randomStart(golden),
  });
}
