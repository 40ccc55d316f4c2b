import { VentralError } from '@ventral/errors';
import type { NodePlace } from '../node-place.ts';

/**
 * The sizes of a value from an axis on.
 *
 * @throws VentralError `GRADIENT_UNAVAILABLE` where one is not known before anything is computed
 */
export function knownSizes(node: NodePlace, value: string, from: number): readonly number[] {
  const sizes = node.sizes(value).slice(from);
  if (sizes.every((size) => size !== undefined)) return sizes;
  const shown = node.sizes(value).map((size) => size ?? '?');
  throw new VentralError(
    'GRADIENT_UNAVAILABLE',
    `The gradient of the node '${node.name}' (${node.operation}) needs the sizes of '${value}', of which ` +
      `only ${shown.join(' x ')} are known.`,
    {
      hint: 'Say how large the inputs are: differentiate(model, { sizes: { input: [1, 3, 224, 224] } }).',
    },
  );
}
