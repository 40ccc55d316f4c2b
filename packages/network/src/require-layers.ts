import type { Layer, UnusableLayer } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';

/**
 * Requires a model to have every layer that is asked for.
 *
 * @param model what the user calls it
 * @param unusable values that it has and that cannot be read
 * @throws VentralError `LAYER_NOT_FOUND` for the first it does not have, with the nearest names, or that
 *   cannot be read, with the reason
 */
export function requireLayers(
  model: string,
  layers: readonly Layer[],
  names: readonly string[],
  unusable: readonly UnusableLayer[] = [],
): void {
  const known = new Set(layers.map((layer) => layer.name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return;
  const value = unusable.find(({ name }) => name === unknown);
  const message =
    value === undefined
      ? `${model} has no layer '${unknown}'.`
      : `The layer '${unknown}' of ${model} cannot be used: ${value.reason}.`;
  throw new VentralError('LAYER_NOT_FOUND', message, {
    hint: `${didYouMean(unknown, known)}List them with: ventral layers ${model}`,
  });
}
