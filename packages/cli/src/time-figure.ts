import type { Score, TimeCourse } from '@ventral/core';
import type { TimeCoursePlot } from '@ventral/plots';

const titles: Readonly<Record<TimeCourse['aspect'], string>> = {
  responses: 'Responses',
  changes: 'Changes over time',
  shuffled: 'Changes, time shuffled',
};

/**
 * What a figure of scores over time shows: of the score, or of each part of a mean, the curve with its
 * intervals, and the ceiling; bins without a score have their place in time alone.
 */
export function timeFigure(name: string, score: Score): TimeCoursePlot {
  const courses = coursesOf(name, score);
  const metric = courses[0]?.[1].mean.metric;
  return {
    time: { title: 'Time after onset (ms)' },
    score: { title: metric === undefined ? 'Score' : `Score (${metric.id})` },
    panels: courses.map(([title, course]) => ({
      title: courses.length === 1 ? titles[course.aspect] : `${title}: ${titles[course.aspect]}`,
      points: course.bins.map(({ window, score: ofBin }) => ({
        window,
        ...(ofBin && numbersOf(ofBin)),
      })),
    })),
  };
}

function numbersOf({ value, uncertainty, ceiling, ceilingInterval }: Score) {
  const interval = uncertainty && 'interval' in uncertainty ? uncertainty.interval : undefined;
  return {
    value,
    ...(interval && { interval }),
    ...(ceiling !== undefined && { ceiling }),
    ...(ceilingInterval && { ceilingInterval }),
  };
}

/** The time courses of a score and of its parts, by name. */
export function coursesOf(
  name: string,
  { overTime, parts = {} }: Score,
): readonly (readonly [name: string, course: TimeCourse])[] {
  return [
    ...(overTime === undefined ? [] : [[name, overTime] as const]),
    ...Object.entries(parts).flatMap(([id, part]) => coursesOf(id, part)),
  ];
}
