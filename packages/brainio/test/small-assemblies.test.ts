import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { averageGroups, coordinate } from '@ventral/arrays';
import { openAssembly } from '@ventral/brainio';
import { describe, expect, it } from 'vitest';
import { hashOf } from './hash.ts';

/** What `expected.json` says of one file; `null` is NaN. */
interface Expected {
  readonly bytes: number;
  readonly sha1: string;
  readonly sha256: string;
  readonly data_variable: string;
  readonly dims: readonly string[];
  readonly values: readonly (number | readonly (number | null)[])[];
  readonly coordinates: Readonly<Record<string, readonly (string | number)[]>>;
}

const folder = fileURLToPath(new URL('fixtures/small', import.meta.url));
const { files } = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as {
  readonly files: Readonly<Record<string, Expected>>;
};

describe.each(Object.entries(files))('%s', (name, expected) => {
  const path = `${folder}/${name}`;

  it('is the file of the expectations', async () => {
    expect(await hashOf(path, 'sha1')).toBe(expected.sha1);
    expect(await hashOf(path, 'sha256')).toBe(expected.sha256);
  });

  it('gives its layout without being read', async () => {
    const { data, variables, groups } = await openAssembly(path);
    expect(data.name).toBe(expected.data_variable);
    expect(data.dims).toEqual(expected.dims);
    expect(data.shape).toEqual(
      expected.dims.map(
        (_, axis) => (axis === 0 ? expected.values : [expected.values[0]].flat()).length,
      ),
    );
    expect(
      variables.map((variable) => variable.name).filter((other) => other !== data.name),
    ).toEqual(Object.keys(expected.coordinates));
    expect(groups).toEqual(name.includes('events') ? ['presentations'] : []);
  });

  it('gives its values and labels', async () => {
    const { dims, values, coords } = await (await openAssembly(path)).read();
    expect(dims).toEqual(expected.dims);
    expect([...values]).toEqual(expected.values.flat().map((value) => value ?? Number.NaN));
    for (const [coord, labels] of Object.entries(expected.coordinates)) {
      expect(coords[coord]?.values).toEqual(labels);
    }
    expect(Object.keys(coords)).toEqual(Object.keys(expected.coordinates));
  });
});

describe('an assembly with a missing value', () => {
  it('is averaged over what was measured', async () => {
    const assembly = await (
      await openAssembly(`${folder}/assy_test_Small_missing_value.nc`)
    ).read();
    const average = averageGroups(assembly, 'presentation', { count: 1, of: new Uint8Array(6) });
    expect([...average.values]).toEqual([8.5, (2 + 5 + 11 + 14 + 17) / 5, 10.5]);
  });
});

describe('a group of events', () => {
  const path = `${folder}/assy_test_Small_events.nc`;

  it('is an assembly of its own', async () => {
    const events = await openAssembly(path, { group: 'presentations' });
    const assembly = await events.read();
    expect([...assembly.values]).toEqual([0, 4]);
    expect(coordinate(assembly, 'stimulus_id')).toEqual(['n0', 'n1']);
  });

  it('is named where it does not exist', async () => {
    await expect(openAssembly(path, { group: 'trials' })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: `${path} has no group 'trials'.`,
      hint: 'Its groups are: presentations.',
    });
  });
});
