import type { RgbImage, StimulusSet } from '@ventral/arrays';
import { placeImageOnScreen, placeOnScreen } from '@ventral/images';
import { describe, expect, test } from 'vitest';

const image: RgbImage = { width: 2, height: 1, data: Uint8Array.from([1, 2, 3, 4, 5, 6]) };

function stimulusSet(parts: Partial<StimulusSet> = {}): StimulusSet {
  return {
    id: 'Two',
    digest: 'abc',
    stimuli: ['a', 'b'].map((id) => ({ id, load: async () => image })),
    columns: { object_name: ['cat', 'dog'] },
    ...parts,
  };
}

describe('placeImageOnScreen', () => {
  test('surrounds with mid-grey where the screen is wider', () => {
    const { width, height, data } = placeImageOnScreen(image, { source: 4, target: 8 });
    expect([width, height]).toEqual([4, 2]);
    // Margins of 1 and 0.5 pixels begin at columns 1 and row 0: halves go to the even number.
    const grey = [128, 128, 128];
    expect([...data]).toEqual([...grey, 1, 2, 3, 4, 5, 6, ...grey, ...Array(4).fill(grey).flat()]);
  });

  test('cuts to the centre where the screen is narrower', () => {
    const line = { width: 5, height: 5, data: Uint8Array.from({ length: 75 }, (_, i) => i) };
    const { width, height, data } = placeImageOnScreen(line, { source: 10, target: 5 });
    // 2.5 pixels are rounded to 2, the margin of 1.5 to 2.
    expect([width, height]).toEqual([2, 2]);
    expect([...data]).toEqual([36, 37, 38, 39, 40, 41, 51, 52, 53, 54, 55, 56]);
  });

  test('keeps every pixel where both are as wide', () => {
    expect(placeImageOnScreen(image, { source: 8, target: 8 })).toEqual(image);
  });

  test('refuses a screen on which the image would be enormous, before memory is taken', () => {
    const dot: RgbImage = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3) };
    expect(() => placeImageOnScreen(dot, { source: 1, target: 1e9 })).toThrow(
      expect.objectContaining({
        code: 'OPTION_INVALID',
        message: expect.stringContaining('1000000000 x 1000000000 pixels'),
      }),
    );
    expect(placeImageOnScreen(dot, { source: 1, target: 4096 }).width).toBe(4096);
    // A large image stays as large as it is.
    const wide: RgbImage = { width: 5000, height: 1, data: new Uint8Array(15_000) };
    expect(placeImageOnScreen(wide, { source: 8, target: 8 })).toEqual(wide);
  });

  test('refuses to leave nothing', () => {
    expect(() => placeImageOnScreen(image, { source: 8, target: 0.1 })).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID' }),
    );
  });
});

describe('placeOnScreen', () => {
  test('places each image when it is loaded', async () => {
    const placed = placeOnScreen(stimulusSet(), { source: 4, target: 8 });
    expect(placed.stimuli.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(placed.columns).toEqual({ object_name: ['cat', 'dog'] });
    expect(placed.id).toBe('Two--target8.00--source4.00');
    expect(placed.degrees).toBe(8);
    expect(await placed.stimuli[1]?.load()).toEqual(
      placeImageOnScreen(image, { source: 4, target: 8 }),
    );
  });

  test('gives other images another digest, and the same images the same', () => {
    const digests = [
      stimulusSet(),
      placeOnScreen(stimulusSet(), { source: 4, target: 8 }),
      placeOnScreen(stimulusSet(), { source: 4, target: 8.001 }),
      placeOnScreen(stimulusSet(), { source: 3, target: 8 }),
      placeOnScreen(stimulusSet({ digest: 'other' }), { source: 4, target: 8 }),
    ].map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
    expect(placeOnScreen(stimulusSet(), { source: 4, target: 8 }).digest).toBe(digests[1]);
  });

  test('leaves images alone where both are as wide', () => {
    const set = stimulusSet();
    const placed = placeOnScreen(set, { source: 8, target: 8 });
    expect(placed).toEqual({ ...set, degrees: 8 });
    expect(placed.stimuli).toBe(set.stimuli);
  });

  test('refuses another width than the set states', () => {
    const set = stimulusSet({ degrees: 5 });
    expect(placeOnScreen(set, { source: 5, target: 8 }).degrees).toBe(8);
    expect(() => placeOnScreen(set, { source: 4, target: 8 })).toThrow(
      expect.objectContaining({
        code: 'OPTION_INVALID',
        message: "Stimuli 'Two' are 5 degrees wide, not 4.",
      }),
    );
  });

  test.each([0, -8, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d degrees', (target) => {
    expect(() => placeOnScreen(stimulusSet(), { source: 8, target })).toThrow(
      expect.objectContaining({
        code: 'OPTION_INVALID',
        message: `A target of ${target} degrees cannot be seen.`,
      }),
    );
  });
});
