import { createAssembly, type StimulusSet } from '@ventral/arrays';
import { benchmarks, regionBenchmark } from '@ventral/benchmark-freeman-ziemba-2013';
import { freemanZiemba2013 } from '@ventral/dataset-freeman-ziemba-2013';
import { createRunContext } from '@ventral/host';
import { describe, expect, it } from 'vitest';

describe('the benchmarks', () => {
  it('are one a region, on public and on held-out images', () => {
    expect(
      benchmarks.map(({ id, region, scoreVersion, degrees }) => [
        id,
        region,
        scoreVersion,
        degrees,
      ]),
    ).toEqual([
      ['FreemanZiemba2013public.V1-pls', 'V1', 1, 4],
      ['FreemanZiemba2013public.V2-pls', 'V2', 1, 4],
      ['FreemanZiemba2013.V1-pls', 'V1', 3, 4],
      ['FreemanZiemba2013.V2-pls', 'V2', 3, 4],
    ]);
  });

  it('read the files of their part, and only those', () => {
    for (const { id, files } of benchmarks) {
      const part = id.includes('public') ? 'public' : 'private';
      expect(files).toEqual(freemanZiemba2013.filesOf?.(part));
    }
  });
});

describe('the stimuli', () => {
  const recordings = createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [1, 1],
    values: Float32Array.of(1),
    coords: { stimulus_id: { dim: 'presentation', values: ['a'] } },
  });
  const image = { width: 10, height: 10, data: new Uint8Array(300) };
  const benchmark = regionBenchmark({
    part: 'public',
    region: 'V2',
    dataset: {
      ...freemanZiemba2013,
      load: async () => ({
        stimuli: {
          id: 'one image',
          digest: '0',
          degrees: 4,
          stimuli: [{ id: 'a', load: async () => image }],
        },
        region: async () => ({ recordings, trials: recordings }),
      }),
    },
  });

  async function shownTo(visualDegrees?: number): Promise<StimulusSet | undefined> {
    let shown: StimulusSet | undefined;
    const candidate = {
      id: 'one that only looks',
      ...(visualDegrees === undefined ? {} : { visualDegrees }),
      record: async (stimuli: StimulusSet) => {
        shown = stimuli;
        throw new Error('seen');
      },
    };
    await expect(benchmark.score(candidate, createRunContext())).rejects.toThrow('seen');
    return shown;
  }

  it.each([
    [undefined, 10, 4],
    [4, 10, 4],
    [8, 20, 8],
    [2, 5, 2],
  ])('fill their part of a screen %s degrees wide', async (visualDegrees, pixels, degrees) => {
    const shown = await shownTo(visualDegrees);
    expect(shown?.degrees).toBe(degrees);
    expect((await shown?.stimuli[0]?.load())?.width).toBe(pixels);
  });
});
