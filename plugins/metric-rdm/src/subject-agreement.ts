import type { Ceiling, NeuralData, RunContext } from '@ventral/core';
import type { AveragingName } from './averaged-form.ts';
import type { CorrelationName } from './dissimilarity-correlation.ts';
import { rsaCeiling } from './rdm.ts';

/**
 * The ceiling of a benchmark on the dissimilarities of several subjects: its upper bound, with the lower
 * one in a note. It follows how the score correlates (`correlation`, `squared`).
 *
 * @param averaging what of each subject is averaged, as of {@link rsaCeiling}; default `raw`
 *
 * @example
 * defineNeuralBenchmark({ ..., metric: rdm, ceiling: subjectAgreement({ averaging: 'rank' }) });
 */
export function subjectAgreement({ averaging = 'raw' }: { averaging?: AveragingName } = {}) {
  return async (
    { recordings }: NeuralData,
    context: RunContext,
    { correlation, squared }: Readonly<Record<string, unknown>> = {},
  ): Promise<Ceiling> => {
    // Names of options that were asked for; the metric refuses what it does not know.
    const asked = {
      bound: 'upper' as const,
      averaging,
      ...(correlation !== undefined && { correlation: correlation as CorrelationName }),
      ...(squared !== undefined && { squared: squared as boolean }),
    };
    const upper = await rsaCeiling.compare(undefined, recordings, asked, context);
    // Of the lower bound, a note says the value alone.
    const quick = { ...context, withUncertainty: false };
    const lower = await rsaCeiling.compare(
      undefined,
      recordings,
      { ...asked, bound: 'lower' },
      quick,
    );
    const agree =
      squared === true ? 'the mean of squared correlations is' : 'subjects correlate by';
    return {
      ...upper,
      notes: [
        'The ceiling is its upper bound, each subject with the mean of all; with the mean of the ' +
          `others, ${agree} ${lower.value.toFixed(3)}.`,
      ],
    };
  };
}
