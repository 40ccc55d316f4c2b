import {
  type Assembly,
  type Coordinate,
  type CoordinateValue,
  coordinate,
  createAssembly,
  type StimulusSet,
} from '@ventral/arrays';

/**
 * Labels the presentations of an assembly with the columns of its stimuli, by `stimulus_id`.
 *
 * Columns follow the coordinates, in their own order; a coordinate that is there already stays as
 * it is. Presentations of a stimulus that is not in the set get NaN.
 *
 * @throws VentralError `SHAPE_MISMATCH` where the assembly has no `stimulus_id`
 */
export function mergeStimuli(assembly: Assembly, { stimuli, columns = {} }: StimulusSet): Assembly {
  const rows = new Map(stimuli.map(({ id }, row) => [id, row]));
  // Ids are numbers in some files and digits in others.
  const rowOf = coordinate(assembly, 'stimulus_id').map((id) => rows.get(String(id)));
  const added: Record<string, Coordinate> = {};
  for (const [name, values] of Object.entries(columns)) {
    added[name] = {
      dim: 'presentation',
      values: rowOf.map((row): CoordinateValue => {
        return row === undefined ? Number.NaN : (values[row] as CoordinateValue);
      }),
    };
  }
  // Twice, so that the coordinates come first and win.
  return createAssembly({
    ...assembly,
    coords: { ...assembly.coords, ...added, ...assembly.coords },
  });
}
