import { type Assembly, type CoordinateValue, createAssembly } from '@ventral/arrays';

/**
 * Recordings to compare with: `presentation x neuroid`, neuroids named `n0`, `n1`, ...
 *
 * @param values one row a presentation
 * @param labels of the presentations by name; `stimulus_id` among them
 */
export function madeRecordings(
  values: readonly (readonly number[])[],
  labels: Readonly<Record<string, readonly CoordinateValue[]>>,
): Assembly {
  const neuroids = values[0]?.length ?? 0;
  const along = (dim: string, names: readonly CoordinateValue[]) => ({ dim, values: names });
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [values.length, neuroids],
    values: Float64Array.from(values.flat()),
    coords: {
      ...Object.fromEntries(
        Object.entries(labels).map(([name, names]) => [name, along('presentation', names)]),
      ),
      neuroid_id: along(
        'neuroid',
        Array.from({ length: neuroids }, (_, index) => `n${index}`),
      ),
    },
  });
}
