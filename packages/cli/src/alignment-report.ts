import type { LineChart, LineSeries } from '@ventral/plots';
import type { AlignedNetwork, AlignmentCondition, AlignmentStudy } from '@ventral/scoring';
import { numberText, withError } from './score-table.ts';
import { textTable } from './text-table.ts';

type Mean = AlignmentStudy['means'][number];

/** What became of one network, while others are trained. */
export function networkLine(
  { folder, heldOut: { similarity, predictivity } }: AlignedNetwork,
  done: number,
  total: number,
): string {
  const found = `similarity ${numberText(similarity)}, predictivity ${numberText(predictivity)}`;
  return `Network ${done} of ${total}, ${folder}: held out, ${found}`;
}

/** What networks are good for, a row for each way of training, and below it how that differs from the controls. */
export function alignmentTable(study: AlignmentStudy): string {
  const { means, differences, networks } = study;
  const measures = [...new Set(means.map(({ measure }) => measure))];
  const conditions = conditionsOf(study);
  const rows = conditions.map((condition) => [
    nameOf(condition, study),
    ...measures.map((measure) => {
      const found = findMean(means, condition, measure);
      return withError(found?.mean, halfOf(found?.interval));
    }),
  ]);
  const head = ['trained', ...measures];
  const numbers = head.map((_, column) => column).slice(1);
  const seeds = new Set(networks.map(({ seed }) => seed)).size;
  const [{ heldOut } = { heldOut: undefined }] = networks;
  const how =
    seeds < 2
      ? 'One seed: no intervals.'
      : `Means over ${seeds} seeds, ± half of the 95 % interval (t).`;
  const differing = differences.map(({ measure, weight, control, difference, interval }) => [
    `weight ${weight} - ${controlNames(study)[control]}`,
    measure,
    difference.toFixed(3),
    interval === undefined ? '–' : interval.map((end) => end.toFixed(3)).join(' to '),
  ]);
  return [
    textTable(head, rows, numbers),
    '',
    `${how} Similarity (CKA) and predictivity: of ${heldOut?.sites} held-out sites over ${heldOut?.stimuli} held-out stimuli.`,
    '',
    textTable(['difference', 'in', 'mean', '95 %'], differing, [2, 3]),
  ].join('\n');
}

/** Similarity and predictivity against weight; accuracy and every benchmark against similarity. */
export function alignmentChart(study: AlignmentStudy): LineChart {
  const { means } = study;
  const others = [...new Set(means.map(({ measure }) => measure))].filter(
    (measure) => !['similarity', 'predictivity'].includes(measure),
  );
  const conditions = conditionsOf(study);
  const trained = conditions.filter(({ towards }) => ['none', 'recordings'].includes(towards));
  const controls = conditions.filter((condition) => !trained.includes(condition));
  const seriesOf = (
    measure: string,
    at: (condition: AlignmentCondition) => number | undefined,
  ): readonly LineSeries[] =>
    [
      { name: 'recordings', members: trained },
      ...controls.map((one) => ({ name: controlNames(study)[one.towards], members: [one] })),
    ].flatMap(({ name, members }) => {
      const points = members.flatMap((condition) => {
        const found = findMean(means, condition, measure);
        const x = at(condition);
        if (found === undefined || x === undefined) return [];
        const error = halfOf(found.interval);
        return [{ x, y: found.mean, ...(error !== undefined && { error }) }];
      });
      return points.length === 0 ? [] : [{ name, points: points.sort((a, b) => a.x - b.x) }];
    });
  // Enough digits to tell networks apart, and few enough for an axis.
  const similarityOf = (condition: AlignmentCondition) => {
    const found = findMean(means, condition, 'similarity');
    return found && Number(found.mean.toPrecision(4));
  };
  return {
    x: { title: 'Weight of the objective' },
    panels: [
      ...[
        ['similarity', 'Similarity (CKA)'] as const,
        ['predictivity', 'Predictivity (median r)'] as const,
      ].map(([measure, title]) => ({
        title: `Held-out stimuli and sites: ${measure}`,
        y: { title },
        series: seriesOf(measure, ({ weight }) => weight),
      })),
      ...others.map((measure) => ({
        title: measure === 'accuracy' ? 'Validation images named rightly' : measure,
        x: { title: 'Held-out similarity (CKA)', format: '.3~f' },
        y: { title: measure === 'accuracy' ? 'Share' : 'Score' },
        series: seriesOf(measure, similarityOf),
      })),
    ],
  };
}

/** By rising weight, then the controls. */
function conditionsOf({ networks }: AlignmentStudy): readonly AlignmentCondition[] {
  const order = ['none', 'recordings', 'shuffled', 'region'];
  const found = new Map(
    networks.map(({ towards, weight }) => [`${towards} ${weight}`, { towards, weight }] as const),
  );
  return [...found.values()].sort(
    (a, b) => order.indexOf(a.towards) - order.indexOf(b.towards) || a.weight - b.weight,
  );
}

function nameOf({ towards, weight }: AlignmentCondition, study: AlignmentStudy): string {
  if (towards === 'none') return 'no objective';
  return towards === 'recordings'
    ? `weight ${weight}`
    : `weight ${weight}, ${controlNames(study)[towards]}`;
}

function controlNames({
  settings,
}: AlignmentStudy): Readonly<Record<AlignmentCondition['towards'], string>> {
  return {
    ...{ none: 'no objective', recordings: 'recordings', shuffled: 'shuffled' },
    region: String(settings.controlRegion),
  };
}

function findMean(
  means: readonly Mean[],
  { towards, weight }: AlignmentCondition,
  measure: string,
): Mean | undefined {
  return means.find(
    (one) => one.towards === towards && one.weight === weight && one.measure === measure,
  );
}

function halfOf(interval: Mean['interval']): number | undefined {
  return interval && (interval[1] - interval[0]) / 2;
}
