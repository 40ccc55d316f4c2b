import type { RecordDifference } from '@ventral/scoring';
import { oneLine } from './printable.ts';

const mostOfLayers = 5;

/** What sets two records apart, a line each; of the scores of single layers the first few. */
export function differenceLines(differences: readonly RecordDifference[]): readonly string[] {
  const isOfLayer = ({ what }: RecordDifference) => what.startsWith('layers.');
  const ofLayers = differences.filter(isOfLayer);
  const rest = ofLayers.length - mostOfLayers;
  const shown = [
    ...differences.filter((difference) => !isOfLayer(difference)),
    ...ofLayers.slice(0, mostOfLayers),
  ];
  return [
    ...shown.map(({ kind, message }) => `${kind.padEnd(8)} ${oneLine(message)}`),
    ...(rest > 0 ? [`and ${rest} more of the layers tried: --json has them all`] : []),
  ];
}
