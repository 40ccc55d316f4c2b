import * as plugin from '@ventral/benchmark-freeman-ziemba-2013';
import { freemanZiemba2013 } from '@ventral/dataset-freeman-ziemba-2013';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { benchmarks } = plugin;

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
      expect(files).toEqual(freemanZiemba2013.filesOf(part));
    }
  });
});

checkManifest(plugin);
for (const benchmark of benchmarks) checkBenchmark(benchmark);
