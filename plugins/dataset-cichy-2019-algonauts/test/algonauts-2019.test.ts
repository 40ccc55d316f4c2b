import { coordinate } from '@ventral/arrays';
import { algonauts2019 } from '@ventral/dataset-cichy-2019-algonauts';
import { createRunContext } from '@ventral/host';
import { mean } from '@ventral/numerics';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset } from '@ventral/testkit';
import { expect, it } from 'vitest';

describeReference('the people of the Algonauts Challenge', 'data/cichy2019-algonauts-fmri', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  checkDataset(algonauts2019, { load: { context, part: 'EVC-test78' } });

  // From NumPy: the sum over all cells, and the first pair of the first and last subject.
  it.each([
    ['EVC', 92, 78502.45853235328, 0.5811816940424833, 0.3387208920444513],
    ['IT', 92, 58215.72038419654, 0.32595707403088725, 0.45672780368888644],
    ['EVC-test78', 78, 18292.12850994002, 0.41302534413724645, 0.06877937908363774],
    ['IT-test78', 78, 19353.029034929434, 0.36588553497812104, 0.08873831884095329],
  ])('have symmetric dissimilarities of %s', async (part, size, sum, first, last) => {
    const { stimuli, recordings } = await algonauts2019.load(context, part);
    const { dims, shape } = recordings;
    const values = Float64Array.from(recordings.values);
    const ids = stimuli.stimuli.map(({ id }) => id);
    expect(dims).toEqual(['subject', 'stimulus', 'stimulus2']);
    expect(shape).toEqual([15, size, size]);
    expect(coordinate(recordings, 'stimulus_id')).toEqual(ids);
    expect(coordinate(recordings, 'stimulus_id2')).toEqual(ids);
    expect(coordinate(recordings, 'subject')).toEqual(
      Array.from({ length: 15 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`),
    );
    expect(values.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 6);
    expect([values[1], values[14 * size * size + 1]]).toEqual([first, last]);
    const transposed = values.map((_, cell) => {
      const [row, column] = [Math.floor(cell / size) % size, cell % size];
      return values[cell + (column - row) * (size - 1)] as number;
    });
    const differences = values.map((value, cell) => Math.abs(value - (transposed[cell] as number)));
    expect(differences.reduce((most, one) => Math.max(most, one), 0)).toBeLessThan(1e-15);
  });

  it('saw the same images in both regions, and other ones in the test', async () => {
    const digests = await Promise.all(
      algonauts2019.parts?.map(
        async (part) => (await algonauts2019.load(context, part)).stimuli.digest,
      ) ?? [],
    );
    expect(digests[0]).toBe(digests[1]);
    expect(digests[2]).toBe(digests[3]);
    expect(digests[2]).not.toBe(digests[0]);
  });

  it('tell faces from artificial objects in IT, in the order of Kriegeskorte et al. (2008)', async () => {
    const { recordings } = await algonauts2019.load(context, 'IT');
    const range = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => from - 1 + index);
    const [faces, artificial] = [range(13, 24), range(72, 92)];
    const meanOf = (columns: readonly number[]) =>
      mean(
        range(1, 15).flatMap((subject) =>
          faces.flatMap((row) =>
            columns
              .filter((column) => column !== row)
              .map((column) => recordings.values[(subject * 92 + row) * 92 + column] as number),
          ),
        ),
      );
    expect(meanOf(faces)).toBeLessThan(0.6 * meanOf(artificial));
  });
});
