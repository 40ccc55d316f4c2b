import { type Assembly, createAssembly } from '@ventral/arrays';

/** A look, as `[stimulus, subject, x, y]`. */
export type MadeLook = readonly [stimulus: string, subject: string, x: number, y: number];

export function madeLooks(looks: readonly MadeLook[], value = 1): Assembly {
  const coordinate = (index: number) => ({
    dim: 'presentation',
    values: looks.map((look) => look[index] as string | number),
  });
  return createAssembly({
    dims: ['presentation'],
    shape: [looks.length],
    values: new Float64Array(looks.length).fill(value),
    coords: {
      stimulus_id: coordinate(0),
      subject: coordinate(1),
      x: coordinate(2),
      y: coordinate(3),
    },
  });
}
