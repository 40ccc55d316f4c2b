import { type Assembly, selectAlong } from '@ventral/arrays';
import { type AssemblyFile, openAssembly } from '@ventral/brainio';
import { writeNetcdf } from '@ventral/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, type TemporaryFolder } from './temporary-folder.ts';

const shape = [1000, 80, 60] as const;
const dims = ['presentation', 'neuroid', 'time_bin'] as const;
const [presentations, neuroids, bins] = shape;

// More than is read at once; every value is its position, which float32 holds exactly.
const values = Float32Array.from({ length: presentations * neuroids * bins }, (_, at) => at);

/** What a selection of the whole would be. */
function pick(wanted: readonly (readonly number[])[]): Assembly['values'] {
  let assembly: Assembly = { dims, shape, values, coords: {} };
  for (const [axis, indices] of wanted.entries()) {
    assembly = selectAlong(assembly, dims[axis] as string, indices);
  }
  return assembly.values;
}

function range(length: number, keep: (index: number) => boolean = () => true): readonly number[] {
  return Array.from({ length }, (_, index) => index).filter(keep);
}

describe.each([
  ['contiguous', undefined],
  ['in few large chunks', [400, 80, 60]],
  ['in chunks of all dimensions', [300, 17, 25]],
  ['in chunks of single bins', [1000, 80, 1]],
])('an array larger than what is read at once, %s', (_, chunks) => {
  let folder: TemporaryFolder;
  let file: AssemblyFile;

  beforeAll(async () => {
    folder = await makeFolder();
    const path = await writeNetcdf(folder.file('large.nc'), {
      dims: { presentation: presentations, neuroid: neuroids, time_bin: bins },
      variables: {
        trial: { dims: ['presentation'], values: Int32Array.from(range(presentations)) },
        site: { dims: ['neuroid'], values: Int32Array.from(range(neuroids)) },
        time_bin_start: { dims: ['time_bin'], values: Int32Array.from(range(bins)) },
        data: { dims, values, ...(chunks === undefined ? {} : { chunks }) },
      },
    });
    file = await openAssembly(path);
  });

  afterAll(() => folder[Symbol.asyncDispose]());

  it.each([
    ['whole', range(presentations), range(neuroids), range(bins)],
    ['one time bin', range(presentations), range(neuroids), [31]],
    ['scattered sites', range(presentations), range(neuroids, (n) => n % 7 < 3), range(bins)],
    ['a few presentations', [0, 1, 399, 400, 999], range(neuroids), [0, 59]],
    ['a corner', [999], [79], [59]],
  ])('is read right: %s', async (_, ...wanted) => {
    const [trial = [], site = [], time_bin_start = []] = wanted;
    const read = await file.read({ select: { trial, site, time_bin_start } });
    expect(read.shape).toEqual(wanted.map(({ length }) => length));
    expect(Buffer.from(read.values.buffer).equals(Buffer.from(pick(wanted).buffer))).toBe(true);
    expect(read.coords.site?.values).toEqual(site);
  });
});
