import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openAssembly } from '@ventral/brainio';
import { type NetcdfContent as Content, writeNetcdf } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { makeFolder } from './temporary-folder.ts';

const small = fileURLToPath(new URL('fixtures/small/assy_test_Small.nc', import.meta.url));

const recordings: Content = {
  dims: { presentation: 3, neuroid: 2 },
  variables: {
    stimulus_id: { dims: ['presentation'], values: ['a', 'b', 'c'] },
    region: { dims: ['neuroid'], values: ['V4', 'IT'] },
    data: { dims: ['presentation', 'neuroid'], values: Float32Array.of(1, 2, 3, 4, 5, 6) },
  },
};

async function openWritten(content: Content) {
  const folder = await makeFolder();
  const file = await openAssembly(await writeNetcdf(folder.file('assembly.nc'), content));
  return { ...folder, opened: file };
}

function withVariables(variables: Content['variables']): Content {
  return { ...recordings, variables: { ...recordings.variables, ...variables } };
}

describe('labels', () => {
  const label = async (values: Content['variables'][string]) => {
    await using written = await openWritten(withVariables({ label: values }));
    return (await written.opened.read()).coords.label;
  };

  it('are numbers where those are exact', async () => {
    const values = BigInt64Array.of(1n, -2n, 9007199254740992n);
    expect(await label({ dims: ['presentation'], values })).toEqual({
      dim: 'presentation',
      values: [1, -2, 9007199254740992],
    });
  });

  it('are decimal strings where one is too large for a number', async () => {
    const values = BigInt64Array.of(1n, 9007199254740993n, -9223372036854775807n);
    expect((await label({ dims: ['presentation'], values }))?.values).toEqual([
      '1',
      '9007199254740993',
      '-9223372036854775807',
    ]);
  });

  it('are NaN where they are missing', async () => {
    const integers = { dims: ['presentation'], values: Int32Array.of(5, -999, 7) };
    const attributes = { _FillValue: Int32Array.of(-999) };
    expect((await label({ ...integers, attributes }))?.values).toEqual([5, Number.NaN, 7]);
    const floats = { dims: ['presentation'], values: Float32Array.of(5, Number.NaN, 7) };
    expect((await label(floats))?.values).toEqual([5, Number.NaN, 7]);
    const strings = { dims: ['presentation'], values: ['a', 'none', 'c'] };
    expect((await label({ ...strings, attributes: { missing_value: 'none' } }))?.values).toEqual([
      'a',
      Number.NaN,
      'c',
    ]);
  });

  it('are booleans where xarray wrote booleans', async () => {
    const values = Int8Array.of(1, 0, 1);
    const attributes = { dtype: 'bool' };
    expect((await label({ dims: ['presentation'], values, attributes }))?.values).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('are the stored numbers where they are times, whose unit is an attribute', async () => {
    const attributes = { units: 'days since 2019-01-01', calendar: 'proleptic_gregorian' };
    await using written = await openWritten(
      withVariables({
        recorded: { dims: ['presentation'], values: BigInt64Array.of(0n, 1n, 31n), attributes },
      }),
    );
    const { opened } = written;
    const variable = opened.variables.find(({ name }) => name === 'recorded');
    expect(variable).toMatchObject({ type: 'int64', attributes });
    expect((await opened.read()).coords.recorded?.values).toEqual([0, 1, 31]);
  });

  it('may be a variable of the name of its dimension', async () => {
    await using written = await openWritten(
      withVariables({ neuroid: { dims: ['neuroid'], values: Int32Array.of(7, 8) } }),
    );
    const { coords } = await written.opened.read();
    expect(coords.neuroid).toEqual({ dim: 'neuroid', values: [7, 8] });
  });

  it('of no or several dimensions are in the layout only', async () => {
    await using written = await openWritten(
      withVariables({
        grid: { dims: ['presentation', 'neuroid'], values: new Float32Array(6) },
        experiment: { dims: [], values: Int32Array.of(4) },
      }),
    );
    expect(written.opened.variables.map(({ name, dims }) => [name, dims])).toEqual([
      ['stimulus_id', ['presentation']],
      ['region', ['neuroid']],
      ['data', ['presentation', 'neuroid']],
      ['grid', ['presentation', 'neuroid']],
      ['experiment', []],
    ]);
    expect(Object.keys((await written.opened.read()).coords)).toEqual(['stimulus_id', 'region']);
  });
});

describe('values', () => {
  it('are NaN where they are missing, and float64 where they are integers', async () => {
    const values = BigInt64Array.of(1n, 2n, -1n, 4n, 5n, 6n);
    const attributes = { _FillValue: BigInt64Array.of(-1n) };
    await using written = await openWritten(
      withVariables({ data: { dims: ['presentation', 'neuroid'], values, attributes } }),
    );
    expect((await written.opened.read()).values).toEqual(
      Float64Array.of(1, 2, Number.NaN, 4, 5, 6),
    );
  });

  it('that are packed are refused', async () => {
    const attributes = { scale_factor: 0.5 };
    await expect(
      openWritten(
        withVariables({
          data: { dims: ['presentation', 'neuroid'], values: new Int32Array(6), attributes },
        }),
      ),
    ).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringMatching(/'data' .* is packed/),
    });
  });

  it('of other names are found by the coordinates that are named with them', async () => {
    const { data, ...labels } = recordings.variables;
    const attributes = { coordinates: 'region stimulus_id' };
    await using written = await openWritten({
      ...recordings,
      variables: { rates: { ...(data as Content['variables'][string]), attributes }, ...labels },
    });
    expect(written.opened.data.name).toBe('rates');
    expect([...(await written.opened.read()).values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('that could be any of several are refused, naming them', async () => {
    const { data, ...labels } = recordings.variables;
    const rates = data as Content['variables'][string];
    const written = openWritten({ ...recordings, variables: { ...labels, a: rates, b: rates } });
    await expect(written).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining('it could be any of [stimulus_id, region, a, b].'),
    });
  });
});

describe('choices', () => {
  const trials = { dims: ['presentation'], values: ['cat', 'dog', 'cat'] };
  const behaviour = (more: Content['variables']): Content => ({
    dims: { presentation: 3 },
    variables: { ...more, data: trials },
  });

  it('are right where they are the truth', async () => {
    await using written = await openWritten(
      behaviour({ truth: { dims: ['presentation'], values: ['cat', 'cat', 'cat'] } }),
    );
    const { values, coords } = await written.opened.read({ select: { choice: 'cat' } });
    expect(values).toEqual(Float32Array.of(1, 1));
    expect(coords.choice?.values).toEqual(['cat', 'cat']);
    expect((await written.opened.read()).values).toEqual(Float32Array.of(1, 0, 1));
  });

  it('are neither right nor wrong where nothing says what was right', async () => {
    await using written = await openWritten(behaviour({}));
    const { values } = await written.opened.read();
    expect(values).toEqual(Float32Array.of(Number.NaN, Number.NaN, Number.NaN));
  });
});

describe('selecting', () => {
  it('keeps what has one of the labels, of several coordinates', async () => {
    const file = await openAssembly(small);
    const { values, shape, coords } = await file.read({
      select: { stimulus_id: ['n0', 'n1'], repetition: 1, neuroid_id: ['gamma', 'alpha'] },
    });
    expect(shape).toEqual([2, 2]);
    expect([...values]).toEqual([1, 3, 4, 6]);
    expect(coords.neuroid_id?.values).toEqual(['alpha', 'gamma']);
    expect(coords.note?.values).toEqual(['', 'NA']);
  });

  it('may leave nothing', async () => {
    const file = await openAssembly(small);
    const { shape, values } = await file.read({ select: { stimulus_id: 'n3', repetition: 2 } });
    expect(shape).toEqual([0, 3]);
    expect(values).toHaveLength(0);
  });

  it('names what there is where a coordinate or a label is unknown', async () => {
    const file = await openAssembly(small);
    await expect(file.read({ select: { neuroidid: 'alpha' } })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: "There is no coordinate 'neuroidid' to select by.",
      hint: expect.stringMatching(/^Did you mean 'neuroid_id'\? There are: stimulus_id, /),
    });
    await expect(file.read({ select: { neuroid_id: 'delta' } })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: "Nothing has the neuroid_id 'delta'.",
      hint: 'It is one of 3: alpha, beta, gamma.',
    });
  });

  it('ends where the run is interrupted', async () => {
    const file = await openAssembly(small);
    await expect(file.read({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
  });
});

describe('a file that cannot be read', () => {
  it('is named where it is missing, or a folder', async () => {
    await using folder = await makeFolder();
    const path = folder.file('missing.nc');
    await expect(openAssembly(path)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(path),
    });
    await expect(openAssembly(folder.file('.'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(/is not a file\.$/),
    });
  });

  it.each([
    ['empty', () => new Uint8Array(), /file signature not found|truncated/],
    ['a web page', () => Buffer.from('<html>Please log in</html>'), /file signature not found/],
    ['truncated', (whole: Uint8Array) => whole.subarray(0, 9_000), /truncated file/],
  ])('is said to be no netCDF where it is %s', async (_, damage, reason) => {
    await using folder = await makeFolder();
    const path = folder.file('damaged.nc');
    await writeFile(path, damage(await readFile(small)));
    await expect(openAssembly(path)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringMatching(reason),
    });
  });

  it('is named where its values are damaged, and read when it has been put right', async () => {
    await using folder = await makeFolder();
    const path = folder.file('damaged.nc');
    const bytes = await readFile(small);
    // The length of the first string; HDF5 keeps what it read of the file, and the file open.
    bytes[bytes.indexOf('GCOL') + 24]! += 1;
    await writeFile(path, bytes);
    const read = () => openAssembly(path).then((file) => file.read());
    await expect(read()).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: `${path} cannot be read: Expected global heap object size does not match.`,
    });
    await writeFile(path, await readFile(small));
    expect(await read()).toEqual(await (await openAssembly(small)).read());
  });

  it('is no netCDF where its dimensions have no names', async () => {
    await using folder = await makeFolder();
    const { File, ready } = await import('h5wasm/node');
    await ready;
    const path = folder.file('plain.h5');
    const file = new File(path, 'w');
    file.create_dataset({ name: 'data', data: new Float32Array(3) });
    file.close();
    await expect(openAssembly(path)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: `${path} is no netCDF-4 file: dimension 0 of its 'data' has no name.`,
    });
  });
});
