import { averageRepetition, openAssembly } from '@ventral/brainio';
import {
  type NetcdfContent as Content,
  describeReference,
  referencePath,
  writeNetcdf,
} from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { makeFolder } from './temporary-folder.ts';

const data = { dims: ['presentation', 'neuroid'], values: Float32Array.of(1, 2, 3, 4, 5, 6) };

/** Characters as netCDF keeps them: one each, strings filled up with zero bytes. */
function characters(texts: readonly string[], dims: readonly string[], length: number) {
  const bytes = Buffer.concat(texts.map((text) => Buffer.concat([Buffer.from(text)], length)));
  return { dims, values: Array.from(bytes, (byte) => String.fromCharCode(byte)), dtype: 'S1' };
}

async function openWritten(content: Content) {
  const folder = await makeFolder();
  const opened = await openAssembly(await writeNetcdf(folder.file('assembly.nc'), content));
  return { ...folder, opened };
}

function assembly(variables: Content['variables'], coordinates: string): Content {
  return {
    dims: { presentation: 3, neuroid: 2, s4: 4 },
    variables: { ...variables, data: { ...data, attributes: { coordinates } } },
  };
}

describe('netcdf-char-coordinate', () => {
  it('characters are joined to the labels of presentations', async () => {
    const stimulus_id = characters(['cat', 'dog', 'crow'], ['presentation', 's4'], 4);
    await using written = await openWritten(assembly({ stimulus_id }, 'stimulus_id'));
    const { opened } = written;
    expect(opened.variables[0]).toMatchObject({
      name: 'stimulus_id',
      type: 'string',
      dims: ['presentation'],
      shape: [3],
      characters: 4,
    });
    const recordings = await opened.read({ select: { stimulus_id: ['cat', 'crow'] } });
    expect(recordings.coords.stimulus_id?.values).toEqual(['cat', 'crow']);
    expect([...recordings.values]).toEqual([1, 2, 5, 6]);
    expect(averageRepetition(await opened.read()).shape).toEqual([3, 2]);
  });

  it('characters one by one are labels where they lie along a dimension of the data', async () => {
    const animal = characters(['a', 'b'], ['neuroid'], 1);
    await using written = await openWritten(assembly({ animal }, 'animal'));
    expect((await written.opened.read()).coords.animal?.values).toEqual(['a', 'b']);
  });

  it('characters of the choices are joined as well', async () => {
    const chosen = characters(['cat', 'dog', 'cat'], ['presentation', 's4'], 4);
    const truth = characters(['cat', 'cat', 'cat'], ['presentation', 's4'], 4);
    await using written = await openWritten({
      dims: { presentation: 3, s4: 4 },
      variables: { truth, data: chosen },
    });
    const { values, coords } = await written.opened.read();
    expect(coords.choice?.values).toEqual(['cat', 'dog', 'cat']);
    expect([...values]).toEqual([1, 0, 1]);
  });

  it('a named label without dimensions is that of every index', async () => {
    const variables = {
      experiment: { dims: [], values: Int32Array.of(4) },
      region: characters(['IT'], ['s4'], 4),
      unnamed: { dims: [], values: Int32Array.of(4) },
    };
    await using written = await openWritten(assembly(variables, 'experiment region'));
    const { coords } = await written.opened.read({ select: { region: 'IT' } });
    expect(coords).toEqual({
      experiment: { dim: 'presentation', values: [4, 4, 4] },
      region: { dim: 'presentation', values: ['IT', 'IT', 'IT'] },
    });
  });

  it('a named label of several dimensions is refused, one that is absent as well', async () => {
    const grid = { dims: ['presentation', 'neuroid'], values: new Float32Array(6) };
    await using written = await openWritten(assembly({ grid }, 'grid'));
    await expect(written.opened.read()).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining("The label 'grid' in "),
    });
    await expect(openWritten(assembly({}, 'stimulus_id'))).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining("names 'stimulus_id' as a label of its 'data'"),
    });
  });
});

describeReference('files of others', 'cases/netcdf-misleading-hint', () => {
  const read = async (name: string) => (await openAssembly(referencePath('cases', name))).read();

  it('netcdf-char-coordinate: its twelve stimuli are twelve', async () => {
    const { shape } = averageRepetition(await read('netcdf-char-coordinate/char.nc'));
    expect(shape).toEqual([12, 5]);
  });

  it('netcdf-misleading-hint: float16 values are widened', async () => {
    const { values } = await read('netcdf-misleading-hint/f2.nc');
    const { values: whole } = await read('netcdf-char-coordinate/f4.nc');
    expect(values).toBeInstanceOf(Float32Array);
    for (const [index, value] of values.entries()) {
      const exact = whole[index] as number;
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(Math.abs(exact) * 2 ** -11 + 1e-7);
    }
  });

  it('netcdf-misleading-hint: booleans of h5py are read', async () => {
    const { coords } = await read('netcdf-misleading-hint/h5bool.nc');
    expect(coords.is_good?.values.slice(0, 3)).toEqual([true, false, true]);
  });

  it('netcdf-misleading-hint: a compression that is not here is named, and no good file blamed', async () => {
    await expect(read('netcdf-misleading-hint/zstd.nc')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(/zstd\.nc is compressed by zstd \(HDF5 filter 32015\)\.$/),
      hint: expect.stringMatching(/^The file may be whole\. Write it with zlib/),
    });
  });
});
