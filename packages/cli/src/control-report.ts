import type { LineChart, ScatterPlot } from '@ventral/plots';
import {
  type ClosedLoopPoint,
  type ClosedLoopRecord,
  type ControlRecord,
  closedLoopCurve,
} from '@ventral/scoring';
import { textTable } from './text-table.ts';

const units = {
  stretch: 'Responses in standard deviations over stimuli; factors are of responses.',
  'one-hot': 'Softmax over the sites at the one that is to stand out, of standardized responses.',
  pattern: 'Root mean squared difference over sites, in standard deviations; lower is better.',
} as const;

/** What targets came to together, with its controls. */
export function controlText(record: ControlRecord): string {
  const { aim, benchmark, layer, sites, targets, summary, notes } = record;
  const named = sites.map(({ id, predictivity }) => `${id} (r ${predictivity.toFixed(2)})`);
  const rows = Object.entries(summary).map(([name, { mean, interval }]) => [
    name,
    mean.toFixed(3),
    interval?.map((end) => end.toFixed(3)).join(' to ') ?? '',
  ]);
  return [
    `${aim} of ${sites.length} sites of ${benchmark}, from ${layer}: ${targets.length} targets.`,
    `Sites, with r over ${record.heldOut} held-out stimuli: ${named.join(', ')}.`,
    '',
    textTable(['', 'mean', '95 %'], rows, [1]),
    '',
    units[aim],
    ...(aim === 'one-hot' ? [`Chance: ${(1 / sites.length).toFixed(3)}.`] : []),
    ...notes,
  ].join('\n');
}

/** What was predicted against what the site does, a point a stimulus and target. */
export function controlChart({ aim, targets }: ControlRecord): ScatterPlot {
  const points = targets.flatMap(({ goals, chosen, synthesized }) => {
    // Of a pattern every site counts.
    const sites = goals.flatMap((goal, site) => (aim === 'pattern' || goal === 1 ? [site] : []));
    const of = (group: string, shown: typeof chosen) =>
      shown.flatMap((one) =>
        sites.flatMap((site) => {
          const y = one.true?.[site] ?? one.recorded?.[site];
          return y === undefined ? [] : [{ x: one.predicted[site]!, y, group }];
        }),
      );
    return [...of('chosen', chosen), ...of('synthesized', synthesized)];
  });
  const known = targets.some(({ chosen }) => chosen.some((one) => one.true !== undefined));
  return {
    x: { title: 'Predicted response' },
    y: { title: known ? 'True response' : 'Recorded response' },
    points,
    hasDiagonal: true,
  };
}

/** How many stimuli the choice spared. */
export function closedLoopText(record: ClosedLoopRecord): string {
  const { strategy, runs, against, layer, benchmark, sites, notes } = record;
  const ends = runs.map(({ random }) => random.at(-1)!);
  const rows = closedLoopCurve(record).map(({ stimuli, chosen, random, difference }) => [
    String(stimuli),
    ...[chosen, random, difference].map(withHalf),
  ]);
  const needed = runs.flatMap((one) => (one.needed === undefined ? [] : [one.needed]));
  const mean = needed.reduce((sum, one) => sum + one, 0) / needed.length;
  const total = ends[0]?.stimuli ?? 0;
  const spared =
    needed.length === 0
      ? `No choice predicts as well as ${total} random stimuli.`
      : `As well as ${total} random stimuli predict: ${mean.toFixed(0)} chosen ones, on average over ` +
        `${needed.length} of ${runs.length} seeds.`;
  return [
    `Closed loop on ${benchmark} from ${layer}: median r over ${sites} sites with the ${against} of ` +
      'held-out stimuli.',
    '',
    textTable(['stimuli', strategy, 'random', 'difference'], rows, [0, 1, 2, 3]),
    '',
    runs.length > 1
      ? `± is half a 95 % interval over ${runs.length} seeds. ${spared}`
      : `One seed does not say how far others would be. ${spared}`,
    ...notes,
  ].join('\n');
}

/** Predictivity by the number of stimuli, with 95 % intervals over seeds. */
export function closedLoopChart(record: ClosedLoopRecord): LineChart {
  const { strategy, against } = record;
  const pointsOf = (which: 'chosen' | 'random') =>
    closedLoopCurve(record).map(({ stimuli, [which]: { mean, interval } }) => ({
      ...{ x: stimuli, y: mean },
      ...(interval && { error: halfOf(interval) }),
    }));
  return {
    x: { title: 'Recorded stimuli' },
    panels: [
      {
        y: { title: `Median r with held-out ${against}` },
        series: [
          { name: strategy, points: pointsOf('chosen') },
          { name: 'random', points: pointsOf('random') },
        ],
      },
    ],
  };
}

function withHalf({ mean, interval }: ClosedLoopPoint['chosen']): string {
  return interval ? `${mean.toFixed(3)} ± ${halfOf(interval).toFixed(3)}` : mean.toFixed(3);
}

function halfOf([low, high]: readonly [number, number]): number {
  return (high - low) / 2;
}
