import type { Saliency, SaliencyMap } from '@ventral/scoring';
import { textTable } from './text-table.ts';

/** A map that was written, and where. */
export interface WrittenMap extends Pick<SaliencyMap, 'method' | 'facts'> {
  /** The strength that its picture shows brightest. */
  readonly brightest: number;
  /** Path of the picture. */
  readonly picture: string;
  /** Path of the values. */
  readonly values: string;
}

/** What was differentiated, what each map says beside its picture, and where it is. */
export function saliencyText(
  { layer, unit, response, seen }: Saliency,
  isClass: boolean,
  written: readonly WrittenMap[],
): string {
  const what =
    unit === undefined
      ? `Squared norm of ${layer}`
      : `${isClass ? 'Class' : 'Unit'} ${unit} of ${layer}`;
  const rows = written.map(({ method, brightest, facts, picture }) => [
    method,
    brightest === 0 ? '0: no pixel matters' : digits(brightest),
    Object.entries(facts)
      .map(([name, value]) => `${name} ${digits(value)}`)
      .join(', '),
    picture,
  ]);
  return [
    `${what}: ${digits(response)}, by the ${seen.height} x ${seen.width} x 3 pixels, 0 to 1, that the ` +
      'network sees.',
    '',
    textTable(['method', 'brightest', '', 'picture'], rows, [1]),
    '',
    'From left to right: the image, the map (the largest |value| of the three colours), both, and the',
    'scale from 0 to brightest, which 99 % of the pixels that are not 0 stay below. Values with their',
    'signs are beside each picture as .npy.',
  ].join('\n');
}

function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}
