import type { Group } from 'h5wasm/node';

/** A variable to write. */
interface Variable {
  readonly dims: readonly string[];
  readonly values: readonly string[] | NumberArray;
  readonly attributes?: Readonly<Record<string, string | number | NumberArray>>;
  readonly chunks?: readonly number[];
  /** @default as the values are */
  readonly dtype?: string;
}

type NumberArray =
  | Int8Array
  | Int32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** What to write: dimensions with their sizes, variables by name, in order. */
export interface NetcdfContent {
  readonly dims: Readonly<Record<string, number>>;
  readonly variables: Readonly<Record<string, Variable>>;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Writes a file as netCDF-4 lays it out: dimensions are scales, attached to the variables. */
export async function writeNetcdf(path: string, content: NetcdfContent): Promise<string> {
  // Loaded here, since few tests write such files.
  const { File, ready } = await import('h5wasm/node');
  await ready;
  const file = new File(path, 'w', { track_order: true });
  try {
    writeContent(file, content);
  } finally {
    file.close();
  }
  return path;
}

function writeContent(group: Group, { dims, variables, attributes = {} }: NetcdfContent): void {
  for (const [name, value] of Object.entries(attributes)) group.create_attribute(name, value);
  // Dimensions come first, since variables are attached to them.
  for (const [name, size] of Object.entries(dims)) {
    const own = variables[name];
    const dataset = group.create_dataset({
      name,
      data: (own?.values ?? new Float32Array(size)) as Float32Array,
    });
    dataset.make_scale(
      own === undefined ? `This is a netCDF dimension but not a netCDF variable. ${size}` : name,
    );
  }
  for (const [name, variable] of Object.entries(variables)) {
    if (name in dims) continue;
    const dataset = group.create_dataset({
      name,
      data: variable.values as Float32Array,
      shape: variable.dims.map((dim) => dims[dim] as number),
      chunks: variable.chunks === undefined ? null : [...variable.chunks],
      ...(variable.dtype === undefined ? {} : { dtype: variable.dtype as 'S' }),
    });
    for (const [key, value] of Object.entries(variable.attributes ?? {})) {
      dataset.create_attribute(key, value as string);
    }
    for (const [axis, dim] of variable.dims.entries()) dataset.attach_scale(axis, `/${dim}`);
  }
}
