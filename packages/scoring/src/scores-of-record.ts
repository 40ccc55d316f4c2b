import type { Score } from '@ventral/core';
import type { ScoreRecord } from './record.ts';

/** Every score of a record, by path: its own, those of the layers tried, the parts of each, and its time bins. */
export function scoresOf({
  score,
  layers = {},
}: ScoreRecord): readonly (readonly [path: string, score: Score])[] {
  return [
    ...withParts('score', score),
    ...Object.entries(layers).flatMap(([name, one]) => withParts(fieldPath('layers', name), one)),
  ];
}

/** Path of a field; a name that would read as a path itself is quoted, so that no two paths are alike. */
export function fieldPath(parent: string, name: string): string {
  return `${parent}.${/["'.]|^$/.test(name) ? JSON.stringify(name) : name}`;
}

/** Whether JSON is a list of numbers, some of them perhaps undefined. */
export function isNumbers(value: unknown): value is readonly (number | null)[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((entry) => entry === null || typeof entry === 'number');
}

function withParts(path: string, score: Score): readonly (readonly [string, Score])[] {
  const { parts = {}, overTime } = score;
  const bins = overTime?.bins ?? [];
  return [
    [path, score],
    ...Object.entries(parts).flatMap(([name, part]) =>
      withParts(fieldPath(`${path}.parts`, name), part),
    ),
    ...(overTime === undefined ? [] : withParts(`${path}.overTime.mean`, overTime.mean)),
    ...bins.flatMap(({ window: [start, end], score: ofBin }) =>
      ofBin === undefined ? [] : withParts(`${path}.overTime.bins.${start}-${end}`, ofBin),
    ),
  ];
}
