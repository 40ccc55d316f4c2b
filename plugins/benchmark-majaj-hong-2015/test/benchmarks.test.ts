import { createAssembly, type StimulusSet } from '@ventral/arrays';
import { benchmarks, regionBenchmark } from '@ventral/benchmark-majaj-hong-2015';
import { majajHong2015 } from '@ventral/dataset-majaj-hong-2015';
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
      ['MajajHong2015public.V4-pls', 'V4', 4, 8],
      ['MajajHong2015public.IT-pls', 'IT', 4, 8],
      ['MajajHong2015.V4-pls', 'V4', 4, 8],
      ['MajajHong2015.IT-pls', 'IT', 4, 8],
      ['MajajHong2015public.V4-nrp', 'V4', 1, 8],
      ['MajajHong2015public.IT-nrp', 'IT', 1, 8],
    ]);
  });

  it('know which way is better', () => {
    expect(benchmarks.map(({ metric }) => metric?.better)).toEqual(
      benchmarks.map(({ id }) => (id.endsWith('-nrp') ? 'lower' : 'higher')),
    );
  });

  it('read the files of their part, and only those', () => {
    for (const { id, files } of benchmarks) {
      const part = id.includes('public') ? 'public' : 'private';
      expect(files).toEqual(majajHong2015.filesOf?.(part));
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
    region: 'IT',
    dataset: {
      ...majajHong2015,
      load: async () => ({
        stimuli: {
          id: 'one image',
          digest: '0',
          degrees: 8,
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
    [undefined, 10, 8],
    [8, 10, 8],
    [16, 20, 16],
    [4, 5, 4],
  ])('fill their part of a screen %s degrees wide', async (visualDegrees, pixels, degrees) => {
    const shown = await shownTo(visualDegrees);
    expect(shown?.degrees).toBe(degrees);
    expect((await shown?.stimuli[0]?.load())?.width).toBe(pixels);
  });
});
