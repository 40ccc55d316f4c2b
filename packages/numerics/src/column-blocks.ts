import type { FeatureMatrix } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { createMatrix, type Matrix } from './matrix.ts';
import { type RunOptions, yieldToEvents } from './run-options.ts';

/** A block of neighbouring feature columns. */
export interface ColumnBlock {
  /** Index of its first feature. */
  readonly start: number;
  /** `stimuli x columns`, centred; overwritten by the next block. */
  readonly centered: Matrix;
  /** The mean over all stimuli that was subtracted from each column. */
  readonly means: Float64Array;
}

/** How features are read. */
export interface ColumnBlockOptions extends RunOptions {
  /**
   * Bytes of one block in float64; memory stays below about twice that.
   * @default 2 ** 26
   */
  readonly blockBytes?: number;
}

/** Number of columns of a block. */
export function blockWidth(rows: number, { blockBytes = 2 ** 26 }: ColumnBlockOptions): number {
  return Math.max(1, Math.floor(blockBytes / (8 * rows)));
}

/**
 * Reads a feature matrix from its first column to its last, a block of columns at a time.
 *
 * Progress is in features.
 *
 * @param width number of columns of a block
 * @default width as many as `options.blockBytes` hold
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, naming the stimulus and the feature
 * @throws VentralError `INTERRUPTED`
 */
export async function* readColumnBlocks(
  features: FeatureMatrix,
  options: ColumnBlockOptions,
  width: number = blockWidth(features.stimulusIds.length, options),
): AsyncGenerator<ColumnBlock> {
  const { signal, onProgress } = options;
  const { featureCount } = features;
  const rows = features.stimulusIds.length;
  const buffer = new Float64Array(rows * Math.min(width, featureCount));
  for (let start = 0; start < featureCount; start += width) {
    await yieldToEvents(signal, `reading features (${start} of ${featureCount})`);
    const end = Math.min(start + width, featureCount);
    const block = await features.readColumns(start, end);
    const values = buffer.subarray(0, rows * (end - start));
    const means = centerColumns(block, end - start, values);
    if (!means.every(Number.isFinite)) throw invalidFeature(features, block, start, end);
    requireUsualSize(values, start, end);
    yield { start, centered: createMatrix([rows, end - start], values), means };
    onProgress?.(end, featureCount);
  }
}

function centerColumns(
  block: Float32Array | Float64Array,
  columns: number,
  centered: Float64Array,
): Float64Array {
  const means = new Float64Array(columns);
  // Loops over numbers of one type are several times as fast as those that meet both.
  centered.set(block);
  for (let start = 0; start < centered.length; start += columns) {
    for (let column = 0; column < columns; column++) means[column]! += centered[start + column]!;
  }
  const rows = centered.length / columns;
  for (let column = 0; column < columns; column++) means[column]! /= rows;
  for (let start = 0; start < centered.length; start += columns) {
    for (let column = 0; column < columns; column++) centered[start + column]! -= means[column]!;
  }
  clearConstants(block, columns, centered, means);
  return means;
}

/** The mean of equal values can differ from them in the last bits: such a column is 0 once centred. */
function clearConstants(
  block: Float32Array | Float64Array,
  columns: number,
  centered: Float64Array,
  means: Float64Array,
): void {
  for (let column = 0; column < columns; column++) {
    if (centered[column] === 0 || !Number.isFinite(means[column])) continue;
    let cell = column;
    while (cell < block.length && block[cell] === block[column]) cell += columns;
    if (cell < block.length) continue;
    means[column] = block[column]!;
    for (cell = column; cell < block.length; cell += columns) centered[cell] = 0;
  }
}

/** Refuses features whose squares would be infinite or lose their digits. */
function requireUsualSize(values: Float64Array, start: number, end: number): void {
  let [lowest, highest] = [0, 0];
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell]!;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const largest = Math.max(-lowest, highest);
  if (largest === 0 || (largest > 1e-140 && largest < 1e140)) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `Features ${start} to ${end - 1} differ by up to ${largest}: products of such numbers are beyond ` +
      'float64.',
    { hint: 'Give the features in another unit.' },
  );
}

/**
 * The error of a block with a value that is NaN or infinite.
 *
 * @param block row-major columns `start` to `end` of the features
 */
export function invalidFeature(
  { stimulusIds }: FeatureMatrix,
  block: Float32Array | Float64Array,
  start: number,
  end: number,
): VentralError {
  const cell = block.findIndex((value) => !Number.isFinite(value));
  if (cell === -1) {
    return new VentralError(
      'RESPONSES_INVALID',
      `Features ${start} to ${end - 1} are too large: their sum is beyond float64.`,
    );
  }
  const stimulus = stimulusIds[Math.floor(cell / (end - start))];
  const feature = start + (cell % (end - start));
  return new VentralError(
    'RESPONSES_INVALID',
    `Feature ${feature} of stimulus '${stimulus}' is ${block[cell]}; regressions need numbers.`,
    { hint: 'Check the preprocessing, or choose a layer whose values stay finite.' },
  );
}
