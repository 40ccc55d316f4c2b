import type { Benchmark, Score, TimeCourse } from '@ventral/core';
import type { ScoreRecord } from '@ventral/scoring';
import pc from 'picocolors';
import { anatomyText } from './anatomy-text.ts';
import { describeSearch } from './describe-search.ts';
import { oneLine } from './printable.ts';
import { numberText, scoreTable, scoreText, withError } from './score-table.ts';
import { type Baseline, shownExtras } from './shown-extras.ts';
import { textTable } from './text-table.ts';
import { coursesOf } from './time-figure.ts';

/** Prints a score for people: the number first, then what stands behind it. */
export function printScore(
  record: ScoreRecord,
  benchmark: Benchmark,
  output: string | undefined,
): void {
  const { score, model, layers } = record;
  const { baseline, search } = shownExtras(score);
  const what = `${model.id} on ${record.benchmark.id}`;
  const lines = [
    `${what}   ${pc.bold(scoreText(score))}${ceilingText(score)}`,
    uncertaintyText(score),
    `${benchmark.title}; ${score.better} is better.`,
  ];
  if (model.title !== undefined) lines.push(oneLine(`${model.id}: ${model.title}`));
  if (score.metric?.id !== benchmark.metric?.id) {
    lines.push(`Scored with the metric ${score.metric?.id}: not the benchmark's own number.`);
  }
  if (baseline !== undefined) lines.push(baselineText(baseline));
  if (model.layerChosenBy !== undefined) lines.push(layerText(record));
  if (model.anatomy !== undefined) lines.push(anatomyText(model.anatomy));
  if (layers !== undefined) lines.push('', scoreTable('layer', Object.entries(layers)));
  if (score.parts !== undefined) lines.push('', scoreTable('part', Object.entries(score.parts)));
  for (const [name, course] of coursesOf(record.benchmark.id, score)) {
    lines.push('', ...courseLines(name, course));
  }
  if (search !== undefined) lines.push('', ...describeSearch(search));
  // What was said of a course is not said again.
  for (const note of score.notes ?? []) if (!lines.includes(note)) lines.push(note);
  if (output !== undefined) lines.push(`Record: ${output}`);
  console.log(lines.join('\n'));
}

function baselineText({ title, value, error, r2 }: Baseline): string {
  const explained = r2 === undefined ? '' : `, R2 ${r2.toFixed(3)}`;
  return `Beside it, on the same splits, ${title}: ${withError(value, error)}${explained}.`;
}

/** What the number after ± is; `Over other draws of 640 stimuli and 168 neuroids: 0.52 to 0.60 (95 %)`. */
function uncertaintyText({ uncertainty, spread, raw: { perSplit = [] } }: Score): string {
  const ofSplits =
    spread === undefined || perSplit.length < 2
      ? ''
      : ` Spread over ${perSplit.length} splits: ${numberText(spread)}.`;
  if (uncertainty === undefined) return `No interval: the score was not drawn again.${ofSplits}`;
  if ('unavailable' in uncertainty) return `No interval: ${uncertainty.unavailable}${ofSplits}`;
  const [low, high] = uncertainty.interval;
  const units = Object.entries(uncertainty.units).map(([axis, count]) => `${count} ${axis}`);
  return (
    `95 %: ${numberText(low)} to ${numberText(high)}, over other draws of ${units.join(' and ')}.` +
    ofSplits
  );
}

function ceilingText({ ceiling, ceilingConvention }: Score): string {
  if (ceiling === undefined) return '';
  return `   ceiling ${numberText(ceiling)} (${describeConvention(ceilingConvention)})`;
}

function describeConvention(convention: Score['ceilingConvention']): string {
  if (convention === undefined) return "the mean of its parts'";
  return convention === 'raw' ? 'not applied' : convention;
}

function layerText({ model, layers: tried }: ScoreRecord): string {
  const { layer, regionLayers, layerChosenBy } = model;
  if (regionLayers !== undefined) {
    const layers = Object.entries(regionLayers).map(([region, name]) => `${region} ${name}`);
    return `Layers: ${layers.join(', ')}.`;
  }
  if (layerChosenBy !== 'this benchmark') return `Layer ${layer}.`;
  if (tried === undefined) return `Layer ${layer}, the only one of those tried that can be scored.`;
  return (
    `Layer ${layer}, the best of those below on the very data it is scored on: an optimistic number.\n` +
    'Name a layer with --layer, or choose one on other data with: ventral commit'
  );
}

/** What is compared over time, in words. */
export const aspectTexts: Readonly<Record<TimeCourse['aspect'], string>> = {
  responses: 'responses in each time bin',
  changes: 'how responses change: less their mean over all time bins',
  shuffled: 'changes with shuffled time, a control that should score 0',
};

/** A table of the bins, with what is to be said of any of them below; scores are before any ceiling. */
export function courseLines(name: string, { aspect, mean, bins }: TimeCourse): readonly string[] {
  const rows = bins.map(({ window: [start, end], score, unavailable }) => {
    const [low, high] = intervalIn(score);
    return [
      `${start} to ${end}`,
      scoreText(score),
      low === undefined ? '\u2013' : `${numberText(low)} to ${numberText(high)}`,
      numberText(score?.ceiling),
      unavailable === undefined ? '' : oneLine(unavailable),
    ];
  });
  const hasReasons = bins.some(({ unavailable }) => unavailable !== undefined);
  const head = ['ms', 'score', '95 %', 'ceiling', ...(hasReasons ? ['no score because'] : [])];
  const [low, high] = intervalIn(mean);
  const interval = low === undefined ? '' : `, 95 %: ${numberText(low)} to ${numberText(high)}`;
  return [
    `Over time, ${name}: ${aspectTexts[aspect]}; mean ${scoreText(mean)}${interval}.`,
    textTable(head, hasReasons ? rows : rows.map((row) => row.slice(0, 4)), [1, 2, 3]),
    ...new Set([mean, ...bins.map(({ score }) => score)].flatMap((one) => one?.notes ?? [])),
  ];
}

function intervalIn(score: Score | undefined): readonly [low?: number, high?: number] {
  const { uncertainty } = score ?? {};
  return uncertainty && 'interval' in uncertainty ? uncertainty.interval : [];
}
