import type { RecordedAnatomy } from '@ventral/scoring';

/** How a network is built, in a sentence or three. */
export function anatomyText(anatomy: RecordedAnatomy): string {
  const { parameters, weightedLayers, depth, connections, skips, areas } = anatomy;
  const number = (count: number) => count.toLocaleString('en-US');
  const deepest = Object.entries(areas).map(([region, own]) => `${region} ${own}`);
  const sentences = [
    `Built of ${number(weightedLayers)} weighted layers, ${number(depth)} deep, with ${number(connections)} ` +
      `connections (${number(skips)} past others) and ${number(parameters)} parameters.`,
    ...recurrenceText(anatomy),
    ...(deepest.length === 0 ? [] : [`Depth of its areas: ${deepest.join(', ')}.`]),
  ];
  return sentences.join(' ');
}

function recurrenceText(anatomy: RecordedAnatomy): readonly string[] {
  const { recurrentOperators, reusedWeights, mostUses } = anatomy;
  const found = [
    ...(recurrentOperators > 0 ? [`${recurrentOperators} operators that feed back`] : []),
    ...(reusedWeights > 0
      ? [`${reusedWeights} weights that are used up to ${mostUses} times`]
      : []),
  ];
  return found.length === 0 ? [] : [`It has ${found.join(', and ')}.`];
}
