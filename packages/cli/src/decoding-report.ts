import type { DotPlot, LineChart, LinePanel } from '@ventral/plots';
import type { DecodedAccuracy, DecodedPoint, DecodingRecord } from '@ventral/scoring';
import { textTable } from './text-table.ts';

/** What is told from recordings, a row a window, and from a network, a row a layer. */
export function decodingText(record: DecodingRecord): string {
  const { dataset, label, position, classes, chance, points, network, notes } = record;
  const { examplesAre, examples, folds, populations, decoder } = record;
  const hasReliability = points.some(({ reliability }) => reliability !== undefined);
  const head = (first: string, ...more: readonly string[]) => [
    ...[first, label, '95 %'],
    ...(position === undefined ? [] : [`at another ${position}`, '95 %']),
    ...more,
  ];
  const cells = ({ identity, invariance }: DecodedPoint) => [
    ...accuracyCells(identity),
    ...(invariance ? accuracyCells(invariance) : []),
  ];
  const rows = points.map(({ reliability, ...point }) => [
    point.window ? `${point.window.start} to ${point.window.end} ms` : 'all',
    ...cells(point),
    ...(hasReliability ? [reliability?.corrected.toFixed(3) ?? ''] : []),
  ]);
  const table = (titles: readonly string[], body: readonly (readonly string[])[]) =>
    textTable(
      titles,
      body,
      titles.flatMap((title, column) => (column > 0 && title !== '95 %' ? [column] : [])),
    );
  const where = position === undefined ? '' : ` at each ${position}`;
  const region = dataset.region === undefined ? '' : ` in ${dataset.region}`;
  return [
    `${label} of ${classes.length} classes (chance ${chance.toFixed(3)}) from ${dataset.neuroids} neuroids${region} of ` +
      `${dataset.address}:`,
    '',
    table(head('window', ...(hasReliability ? ['reliability'] : [])), rows),
    ...(network === undefined
      ? []
      : [
          '',
          `The same from units of ${network.model}, shown the stimuli:`,
          '',
          table(
            head('layer', 'units'),
            network.layers.map((layer) => [
              layer.layer,
              ...cells(layer),
              `${layer.units} of ${layer.features.toLocaleString('en-US')}`,
            ]),
          ),
        ]),
    '',
    `By ${decoder}, ${folds} folds of ${examples} ${examplesAre} of each class${where}, mean over ${populations} ` +
      'populations.',
    examplesAre === 'trials'
      ? 'Intervals are over neuroids and their trials.'
      : 'Intervals are over neuroids and stimuli. Each stimulus is told by what was learnt from others.',
    ...(hasReliability
      ? [
          'Reliability: median over neuroids of r between halves of the trials, corrected for length.',
        ]
      : []),
    ...notes,
  ].join('\n');
}

function accuracyCells({ accuracy, interval }: DecodedAccuracy): readonly string[] {
  return [accuracy.toFixed(3), interval?.map((end) => end.toFixed(3)).join(' to ') ?? ''];
}

/**
 * What is told, over time and from layer to layer, with 95 % intervals. Nothing where there is neither time nor a
 * network.
 */
export function decodingChart(record: DecodingRecord): LineChart | undefined {
  const { label, position, points, network, chance, dataset } = record;
  const timed = points.filter(({ window }) => window !== undefined);
  const y = { title: 'Share of right answers' };
  const series = (all: readonly (DecodedPoint & { readonly x: number })[]) => [
    { name: label, points: all.map(({ x, identity }) => drawn(x, identity)) },
    ...(position === undefined
      ? []
      : [
          {
            name: `at another ${position}`,
            points: all.flatMap(({ x, invariance }) => (invariance ? [drawn(x, invariance)] : [])),
          },
        ]),
  ];
  const time = { title: "Middle of the window (ms after the stimulus' onset)" };
  const panels: LinePanel[] = [];
  if (timed.length > 0) {
    const placed = timed.map((point) => ({ ...point, x: middleOf(point.window!) }));
    panels.push({
      title: `${dataset.neuroids} neuroids of ${dataset.address}`,
      y,
      series: series(placed),
      reference: { value: chance, label: 'chance' },
    });
    const reliable = placed.flatMap(({ x, reliability }) =>
      reliability ? [{ x, y: reliability.corrected }] : [],
    );
    if (reliable.length > 0) {
      panels.push({
        title: 'Reliability of the neuroids',
        y: { title: 'Median, corrected for length' },
        series: [{ name: 'reliability', points: reliable }],
      });
    }
  }
  if (network !== undefined) {
    const best = Math.max(...points.map(({ identity }) => identity.accuracy));
    const layers = { title: `Layer of the network, ${network.layers.length} in order` };
    panels.push({
      title: `Up to ${Math.max(...network.layers.map(({ units }) => units))} units of each layer of ${network.model}`,
      ...(timed.length > 0 && { x: layers }),
      y,
      series: series(network.layers.map((layer, index) => ({ ...layer, x: index + 1 }))),
      reference: {
        value: best,
        label: `${dataset.address}, ${dataset.neuroids} neuroids${timed.length > 1 ? ', best window' : ''}`,
      },
    });
    return { x: timed.length > 0 ? time : layers, panels };
  }
  return timed.length > 0 ? { x: time, panels } : undefined;
}

/** What is told from recordings without time, as named values. */
export function decodingDots({
  label,
  position,
  points,
  chance,
  dataset,
}: DecodingRecord): DotPlot {
  const rows = points.flatMap(({ identity, invariance }) => [
    { label, ...asValue(identity) },
    ...(invariance ? [{ label: `at another ${position}`, ...asValue(invariance) }] : []),
  ]);
  return {
    value: { title: `Share of tests answered rightly, ${dataset.neuroids} neuroids` },
    rows,
    reference: { value: chance, label: 'chance' },
  };
}

function asValue(of: DecodedAccuracy) {
  const { y: value, ...error } = drawn(0, of);
  return { value, ...(error.error !== undefined && { error: error.error }) };
}

function drawn(x: number, { accuracy, interval }: DecodedAccuracy) {
  if (interval === undefined) return { x, y: accuracy };
  // Intervals end at 0 and 1; the other side has their whole length.
  return { x, y: accuracy, error: Math.max(interval[1] - accuracy, accuracy - interval[0]) };
}

function middleOf({ start, end }: { readonly start: number; readonly end: number }): number {
  return (start + end) / 2;
}
