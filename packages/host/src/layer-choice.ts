import type { TimeBin } from '@ventral/arrays';
import type { LayerWindow } from '@ventral/core';

/**
 * The layers that a choice names: the layer of this very name, where there is one, else the parts of
 * a sum such as `fire5/concat+fire7/concat`, each once.
 *
 * @param known names of the model's layers
 * @returns names that may be unknown, for whoever reads the layers to refuse
 */
export function layersOfChoice(choice: string, known: Iterable<string>): readonly string[] {
  return new Set(known).has(choice) ? [choice] : [...new Set(choice.split('+'))];
}

/** The name of a region in a window of time, where layers are listed by region: `IT@100-200`, in milliseconds. */
export function windowKey(region: string, [start, end]: TimeBin): string {
  return `${region}@${start}-${end}`;
}

/** The layers that stand for a region in windows of time, of a list of layers by region. */
export function layerWindowsIn(
  layers: string | Readonly<Record<string, string>>,
  region: string,
): readonly LayerWindow[] {
  if (typeof layers === 'string') return [];
  return Object.entries(layers).flatMap(([key, layer]) => {
    const [, of, start, end] = /^(.*)@(-?[\d.]+)-(-?[\d.]+)$/.exec(key) ?? [];
    return of === region ? [{ window: [Number(start), Number(end)] as const, layer }] : [];
  });
}
