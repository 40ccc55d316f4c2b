import type { LabelledImages } from '@ventral/core';

/** The share of images whose class is named. */
export function shareRight(named: readonly number[], { labels }: LabelledImages): number {
  return named.filter((one, row) => one === labels[row]).length / named.length;
}
