import { VentralError } from '@ventral/errors';

/** Neighbouring columns that belong together, such as one layer's. */
export interface FeatureBlock {
  readonly name: string;
  readonly featureCount: number;
}

/**
 * What a model (or any measurement) says of each stimulus: a matrix, stimuli x features, that may
 * be far larger than memory and is read a block of columns at a time.
 */
export interface FeatureMatrix {
  /** One id a row, unique, in row order. */
  readonly stimulusIds: readonly string[];
  /** Number of columns. */
  readonly featureCount: number;
  /**
   * The layers that the features were joined from, in the order of columns.
   * @default all columns are one block
   */
  readonly blocks?: readonly FeatureBlock[];
  /**
   * Reads columns `start` (included) to `end` (excluded) of every row.
   *
   * @returns row-major values, `stimulusIds.length x (end - start)`; a copy, free to be changed
   */
  readColumns(start: number, end: number): Promise<Float32Array | Float64Array>;
}

/**
 * A feature matrix over values held in memory.
 *
 * @param values row-major, `stimulusIds.length x featureCount`
 * @throws VentralError `SHAPE_MISMATCH` where the number of values is no multiple of the stimuli
 */
export function featureMatrix(
  values: Float32Array | Float64Array,
  stimulusIds: readonly string[],
): FeatureMatrix {
  const rows = stimulusIds.length;
  const featureCount = values.length === 0 ? 0 : values.length / rows;
  if (!Number.isInteger(featureCount)) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${values.length} values do not make whole rows for ${rows} stimuli.`,
    );
  }
  return {
    stimulusIds,
    featureCount,
    async readColumns(start, end) {
      if (start === 0 && end === featureCount) return values.slice();
      const width = end - start;
      const block = values.slice(0, rows * width);
      for (let row = 0; row < rows; row++) {
        const from = row * featureCount + start;
        block.set(values.subarray(from, from + width), row * width);
      }
      return block;
    },
  };
}

/**
 * The same features for the named stimuli only, in the given order.
 *
 * @throws VentralError `STIMULI_MISMATCH` where a stimulus has no row, or rows cannot be told apart
 */
export function selectStimuli(features: FeatureMatrix, ids: readonly string[]): FeatureMatrix {
  const same =
    ids.length === features.stimulusIds.length &&
    ids.every((id, index) => id === features.stimulusIds[index]);
  if (same) return features;
  const rowOf = new Map(features.stimulusIds.map((id, row) => [id, row]));
  if (rowOf.size < features.stimulusIds.length) {
    const repeated = features.stimulusIds.find((id, row) => rowOf.get(id) !== row);
    throw new VentralError(
      'STIMULI_MISMATCH',
      `The features have several rows for the stimulus '${repeated}'.`,
      { hint: 'Give each stimulus one row, under an id of its own.' },
    );
  }
  const missing = ids.filter((id) => !rowOf.has(id));
  if (missing.length > 0) {
    throw new VentralError(
      'STIMULI_MISMATCH',
      `${missing.length} of ${ids.length} stimuli have no features; the first is '${missing[0]}', ` +
        `while the features are about stimuli such as '${features.stimulusIds[0]}'.`,
    );
  }
  const order = ids.map((id) => rowOf.get(id) as number);
  return {
    stimulusIds: ids,
    featureCount: features.featureCount,
    ...(features.blocks === undefined ? {} : { blocks: features.blocks }),
    async readColumns(start, end) {
      const width = end - start;
      const all = await features.readColumns(start, end);
      const block =
        all instanceof Float32Array
          ? new Float32Array(order.length * width)
          : new Float64Array(order.length * width);
      order.forEach((from, to) => {
        block.set(all.subarray(from * width, (from + 1) * width), to * width);
      });
      return block;
    },
  };
}
