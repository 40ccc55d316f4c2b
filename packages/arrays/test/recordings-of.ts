import { type Assembly, type CoordinateValue, createAssembly } from '@ventral/arrays';

/** Recordings of presentations: one row of responses each, labelled. */
export function recordingsOf(
  responses: readonly (readonly number[])[],
  labels: Readonly<Record<string, readonly CoordinateValue[]>>,
): Assembly {
  const neuroids = responses[0]?.map((_, neuroid) => `n${neuroid}`) ?? [];
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [responses.length, neuroids.length],
    values: Float64Array.from(responses.flat()),
    coords: {
      neuroid_id: { dim: 'neuroid', values: neuroids },
      ...Object.fromEntries(
        Object.entries(labels).map(([name, values]) => [name, { dim: 'presentation', values }]),
      ),
    },
  });
}
