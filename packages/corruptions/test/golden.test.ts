import { readFileSync } from 'node:fs';
import {
  type CorruptionName,
  corrupt,
  corruptions,
  type Severity,
  type Strengths,
  severities,
} from '@ventral/corruptions';
import { expect, it } from 'vitest';
import { chequered, madePhotographs } from './made-image.ts';

// By numpy 2.4.6, scipy 1.17.1, scikit-image 0.26.0, opencv-python-headless 5.0.0 and pillow 12.3.0; see
// scripts/golden.py.
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/golden.json', import.meta.url), 'utf8'),
) as Record<string, string>;

const names = Object.keys(corruptions) as CorruptionName[];
const cases = (['imagenet', 'cifar'] as const).flatMap((strengths) =>
  names.map((name): [Strengths, CorruptionName] => [strengths, name]),
);

// What is drawn and computed value by value is the same; sums differ in their last digits, which cutting off the
// fraction can make a grey level.
const exact = /noise|frost|contrast|fog|pixelate|jpeg/;

it.each(cases)('%s %s is that of NumPy, SciPy, OpenCV and Pillow', async (strengths, name) => {
  for (const severity of severities) {
    const made = await corrupt(chequered(48), name, optionsOf(severity, strengths));
    const expected = Buffer.from(golden[`${strengths} ${name} ${severity}`]!, 'base64');
    const differences = Array.from(expected, (level, index) =>
      Math.abs(level - made.data[index * 71]!),
    );
    expect(differences.length).toBe(98);
    expect(Math.max(...differences), `severity ${severity}`).toBeLessThanOrEqual(
      exact.test(name) ? 0 : 1,
    );
    // Where the image is a slope, a filter gives whole numbers, and theirs are often just below them.
    expect(differences.filter((difference) => difference > 0).length).toBeLessThan(20);
  }
});

function optionsOf(severity: Severity, strengths: Strengths) {
  return { severity, strengths, seed: 7, photographs: madePhotographs };
}
