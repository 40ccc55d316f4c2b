import type { StimulusSet, TextSpan } from '@ventral/arrays';
import type { BenchmarkDescription, Dataset } from '@ventral/core';

/** What a benchmark on texts alone says of itself: nothing that people did is compared. */
export interface TextsDescription
  extends Omit<
    BenchmarkDescription,
    'dataset' | 'metric' | 'region' | 'reads' | 'parts' | 'files' | 'score'
  > {
  readonly dataset: Dataset<{ readonly stimuli: StimulusSet<TextSpan> }>;
  /** What a reader of every score should know, in full sentences. */
  readonly notes?: readonly string[];
}
