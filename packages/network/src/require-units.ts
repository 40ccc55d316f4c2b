import { VentralError } from '@ventral/errors';
import type { ModelLayer } from '@ventral/onnx';

/**
 * Requires units, or classes, that a layer has. Where the file leaves open how many there are, that is any whole
 * number from 0.
 *
 * @param model what messages call it
 * @throws VentralError `OPTION_INVALID` for the first that there is not
 */
export function requireUnits(
  model: string,
  { name, shape }: Pick<ModelLayer, 'name' | 'shape'>,
  what: 'class' | 'unit',
  asked: readonly number[],
): void {
  const isOpen = shape.includes(undefined);
  const count = shape.reduce<number>((product, size) => product * (size ?? 1), 1);
  const isThere = (one: number) => Number.isInteger(one) && one >= 0 && (isOpen || one < count);
  const wrong = asked.find((one) => !isThere(one));
  if (wrong === undefined) return;
  const counted = what === 'class' ? 'classes' : 'units';
  const have = isOpen ? `counts its ${counted} from 0` : `has ${count} ${counted}`;
  const range = isOpen ? 'Give a whole number from 0' : `Give a number from 0 to ${count - 1}`;
  throw new VentralError(
    'OPTION_INVALID',
    `There is no ${what} ${wrong}: '${name}' of ${model} ${have}.`,
    {
      hint: `${range}${what === 'class' ? ', or a network that was trained on these classes' : ''}.`,
    },
  );
}
