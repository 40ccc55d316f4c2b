import { createHash } from 'node:crypto';
import type { Assembly, StimulusSet } from '@ventral/arrays';

/** Of the pixels of all images. */
export async function digestOfImages({ stimuli }: StimulusSet): Promise<string> {
  const hash = createHash('sha256');
  for (const stimulus of stimuli) hash.update((await stimulus.load()).data);
  return hash.digest('hex').slice(0, 16);
}

/** Of the values, as float64. */
export function digestOf({ values }: Pick<Assembly, 'values'>): string {
  const { buffer } = Float64Array.from(values);
  return createHash('sha256').update(new Uint8Array(buffer)).digest('hex').slice(0, 16);
}

/** To six digits: the last bits of exp and log belong to the JavaScript engine. */
export function rounded({ values }: Assembly): Pick<Assembly, 'values'> {
  return { values: Float64Array.from(values, (value) => Number(value.toPrecision(6))) };
}
