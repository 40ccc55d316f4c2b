import type { Layer } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';

/**
 * Requires a model to have every layer that is asked for.
 *
 * @param model what the user calls it
 * @throws VentralError `LAYER_NOT_FOUND` for the first it does not have, with the nearest names
 */
export function requireLayers(
  model: string,
  layers: readonly Layer[],
  names: readonly string[],
): void {
  const known = new Set(layers.map((layer) => layer.name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new VentralError('LAYER_NOT_FOUND', `${model} has no layer '${unknown}'.`, {
    hint: `${didYouMean(unknown, known)}List them with: ventral layers ${model}`,
  });
}
