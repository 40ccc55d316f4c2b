import { readFileSync } from 'node:fs';
import { type Assembly, decodeNpy } from '@ventral/arrays';
import type { AssemblyFile } from '@ventral/brainio';
import { referencePath } from '@ventral/testing';
import { expect } from 'vitest';

/** What the expectations say of one variable; `null` is NaN. */
interface ExpectedVariable {
  readonly name: string;
  readonly type: string;
  readonly dimensions: readonly string[];
  readonly shape: readonly number[];
  readonly attributes: Readonly<Record<string, string | number | null>>;
  readonly first_values: readonly (string | number | null)[];
  readonly last_value: string | number | null;
}

/** What the expectations say of one file before it is loaded. */
export interface ExpectedLayout {
  readonly global_attributes: Readonly<Record<string, string>>;
  readonly dimensions: Readonly<Record<string, number>>;
  readonly variables_in_file_order: readonly ExpectedVariable[];
}

/** What the expectations say of an assembly that is loaded and labelled with its stimuli. */
export interface ExpectedLoad {
  readonly dims: readonly string[];
  readonly shape: readonly number[];
  readonly coordinates_in_order: Readonly<Record<string, readonly string[]>>;
  readonly first_values: readonly (string | number)[];
}

/** What the expectations say of the averages of one region. */
export interface ExpectedRegion {
  readonly average_shape: readonly number[];
  readonly average_first_3_rows: readonly (readonly number[])[];
  readonly stimulus_id_order: readonly string[];
  readonly neuroid_id_order: readonly (string | number)[];
  readonly presentation_coordinates_in_order: readonly string[];
}

/** What every `expected.json` has. */
export interface Expectations {
  readonly layout: Readonly<Record<string, ExpectedLayout>>;
  readonly files: Readonly<
    Record<string, { readonly bytes: number; readonly sha1: string; readonly sha256: string }>
  >;
}

/** Path of a file of one of the golden data sets. */
export function goldenPath(set: string, name: string): string {
  return referencePath('golden/brainio', set, name);
}

/** The expectations of one of the golden data sets. */
export function readExpectations<More>(set: string): Expectations & More {
  return JSON.parse(readFileSync(goldenPath(set, 'expected.json'), 'utf8'));
}

/** Expects every variable of a file, its dimensions, attributes and values, to be as stated. */
export async function expectLayout(file: AssemblyFile, expected: ExpectedLayout): Promise<void> {
  expect(file.attributes).toEqual(expected.global_attributes);
  expect(
    file.variables.map(({ name, type, dims, shape, attributes }) => {
      return { name, type, dimensions: dims, shape, attributes };
    }),
  ).toEqual(
    expected.variables_in_file_order.map(({ name, type, dimensions, shape, attributes }) => ({
      name,
      type,
      dimensions,
      shape,
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [key, value ?? Number.NaN]),
      ),
    })),
  );
  for (const [axis, dim] of file.data.dims.entries()) {
    expect(file.data.shape[axis]).toBe(expected.dimensions[dim]);
  }
  const assembly = await file.read();
  for (const { name, first_values, last_value } of expected.variables_in_file_order) {
    const values =
      name === file.data.name
        ? (assembly.coords.choice?.dim === 'presentation' ? assembly.coords.choice : assembly)
            .values
        : assembly.coords[name.replace(/_$/, '')]?.values;
    expect([...(values ?? [])].slice(0, first_values.length)).toEqual(first_values);
    expect(values?.at(-1)).toEqual(last_value);
  }
}

/** The names of the coordinates of each dimension, in order. */
export function coordinatesInOrder({ dims, coords }: Assembly): Record<string, readonly string[]> {
  return Object.fromEntries(
    dims.map((dim) => [dim, Object.keys(coords).filter((name) => coords[name]?.dim === dim)]),
  );
}

/** Expects the averages of a region, in their order, to be as stated and as in the .npy file. */
export function expectAverage(average: Assembly, expected: ExpectedRegion, npyPath: string): void {
  expect(average.shape).toEqual(expected.average_shape);
  expect(average.coords.stimulus_id?.values).toEqual(expected.stimulus_id_order);
  expect(average.coords.neuroid_id?.values).toEqual(expected.neuroid_id_order);
  expect(coordinatesInOrder(average).presentation).toEqual(
    expected.presentation_coordinates_in_order,
  );
  const { values } = decodeNpy(readFileSync(npyPath));
  // Those were averaged in single precision.
  expect(largestDifference(average.values, values as Float32Array)).toBeLessThan(1e-6);
  const rows = expected.average_first_3_rows.flat();
  expect(largestDifference(average.values.slice(0, rows.length), rows)).toBeLessThan(1e-6);
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let index = 0; index < a.length; index++) {
    largest = Math.max(largest, Math.abs((a[index] as number) - (b[index] as number)));
  }
  return largest;
}
