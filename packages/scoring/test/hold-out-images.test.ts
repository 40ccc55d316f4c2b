import type { LabelledImages } from '@ventral/core';
import { madeImage } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { holdOutImages } from '../src/training/hold-out-images.ts';

const total = 50;
const images: LabelledImages = {
  stimuli: {
    id: 'made',
    digest: 'of made',
    degrees: 8,
    stimuli: Array.from({ length: total }, (_, at) => ({
      id: `${at}`,
      load: async () => madeImage(at, 4, 4),
    })),
    columns: { number: Array.from({ length: total }, (_, at) => at) },
  },
  classes: ['even', 'odd', 'none'],
  labels: Array.from({ length: total }, (_, at) => at % 2),
};
const idsOf = ({ stimuli }: LabelledImages) => stimuli.stimuli.map(({ id }) => id);

describe('images that are held out', () => {
  it('are such a share, and with the rest all images, each with its own label', () => {
    const { training, validation } = holdOutImages(images, 0.3, 4);
    expect(validation.labels).toHaveLength(15);
    const ids = [...idsOf(training), ...idsOf(validation)].map(Number);
    expect(ids.toSorted((a, b) => a - b)).toEqual([...Array(total).keys()]);
    for (const part of [training, validation]) {
      const own = idsOf(part).map(Number);
      expect(own).toEqual(own.toSorted((a, b) => a - b));
      expect(part.labels).toEqual(own.map((at) => at % 2));
      expect(part.stimuli.columns).toEqual({ number: own });
      expect(part.stimuli.degrees).toBe(8);
      expect(part.classes).toEqual(images.classes);
    }
  });

  it('are drawn by the seed, and every draw has digests of its own', () => {
    const asked: readonly [number, number][] = [
      [0.3, 4],
      [0.3, 5],
      [0.2, 4],
    ];
    const parts = asked.map(([share, seed]) => holdOutImages(images, share, seed));
    expect(holdOutImages(images, 0.3, 4).validation.stimuli.digest).toBe(
      parts[0]!.validation.stimuli.digest,
    );
    expect(idsOf(holdOutImages(images, 0.3, 4).validation)).toEqual(idsOf(parts[0]!.validation));
    expect(idsOf(parts[1]!.validation)).not.toEqual(idsOf(parts[0]!.validation));
    const digests = parts.flatMap(({ training, validation }) => [
      training.stimuli.digest,
      validation.stimuli.digest,
    ]);
    expect(new Set([...digests, images.stimuli.digest]).size).toBe(7);
  });

  it.each([0.001, 0.999, Number.NaN])('are refused for a share of %d', (share) => {
    expect(() => holdOutImages(images, share, 0)).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID' }),
    );
  });
});
