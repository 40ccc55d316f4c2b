import { readFileSync } from 'node:fs';
import { type Assembly, createAssembly, type FeatureMatrix, featureMatrix } from '@ventral/arrays';

/** What Brain-Score gives for one metric. */
export interface GoldenScore {
  readonly score: number;
  readonly error: number;
  readonly per_split_median: number[];
  /** `splits x neuroids` */
  readonly raw: number[][];
}

/** Inputs and the scores that Brain-Score gives for them. */
export interface GoldenCase {
  readonly stimulus_id: string[];
  readonly object_name: string[];
  readonly source: number[][];
  readonly target: number[][];
  readonly neuroid_id: string[];
  readonly metrics: Record<string, GoldenScore>;
}

/** `first`: 60 stimuli x 40 features -> 8 neuroids; `second`: 80 x 36 -> 30. */
export const golden = JSON.parse(
  readFileSync(new URL('./fixtures/regression.json', import.meta.url), 'utf8'),
) as {
  readonly first: GoldenCase;
  readonly second: GoldenCase & {
    readonly ridgecv_split: {
      readonly score: number;
      readonly raw: number[];
      readonly alpha: number;
      readonly train_rows: [number, number];
    };
  };
};

/** The features of a case. */
export function featuresOf({ source, stimulus_id }: GoldenCase): FeatureMatrix {
  return featureMatrix(Float64Array.from(source.flat()), stimulus_id);
}

/** The recordings of a case. */
export function recordingsOf({
  target,
  stimulus_id,
  object_name,
  neuroid_id,
}: GoldenCase): Assembly {
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [stimulus_id.length, neuroid_id.length],
    values: Float64Array.from(target.flat()),
    coords: {
      stimulus_id: { dim: 'presentation', values: stimulus_id },
      object_name: { dim: 'presentation', values: object_name },
      neuroid_id: { dim: 'neuroid', values: neuroid_id },
    },
  });
}
