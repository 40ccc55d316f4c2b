import type { Model, OpenModel, ScoreRecord } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';

/** The layers to score, and who chose them. */
export interface ChosenLayers {
  readonly layers: readonly string[];
  readonly chosenBy: NonNullable<ScoreRecord['model']['layerChosenBy']>;
}

/**
 * Decides which layers stand for a region: those the user names, else the one the model commits to
 * the region, else the model's candidate layers, of which the benchmark itself then chooses.
 *
 * @throws VentralError `LAYER_NOT_FOUND` with the nearest names
 */
export function chooseLayers(
  model: Model,
  open: OpenModel,
  region: string,
  asked: { readonly layer?: string; readonly layers?: readonly string[] },
): ChosenLayers {
  const names = open.layers.map(({ name }) => name);
  const named = asked.layer === undefined ? asked.layers : [asked.layer];
  if (named !== undefined) {
    const layers = named.length === 1 && named[0] === 'all' ? names : [...new Set(named)];
    for (const layer of layers) requireLayer(model.id, layer, names);
    return { layers, chosenBy: layers.length === 1 ? 'user' : 'this benchmark' };
  }
  const committed = model.regionLayers?.[region];
  if (committed !== undefined) return { layers: [committed], chosenBy: 'model' };
  return { layers: open.candidateLayers, chosenBy: 'this benchmark' };
}

function requireLayer(model: string, layer: string, names: readonly string[]): void {
  if (names.includes(layer)) return;
  throw new VentralError('LAYER_NOT_FOUND', `${model} has no layer '${layer}'.`, {
    hint: `${didYouMean(layer, names)}List all ${names.length} with: ventral layers ${model}`,
  });
}
