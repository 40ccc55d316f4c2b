import { VentralError } from '@ventral/errors';
import { type FeatureMatrix, selectStimuli } from './feature-matrix.ts';

/**
 * The features of the recorded stimuli, in the order of the recordings.
 *
 * @throws VentralError `STIMULI_MISMATCH` unless features and recordings are about the same stimuli,
 *   each once
 */
export function matchStimuli(
  features: FeatureMatrix,
  recordedIds: readonly string[],
): FeatureMatrix {
  const recorded = new Set(recordedIds);
  const shown = new Set(features.stimulusIds);
  const missing = recordedIds.filter((id) => !shown.has(id));
  const unrecorded = [...shown].filter((id) => !recorded.has(id));
  if (missing.length > 0 || unrecorded.length > 0) {
    const problems = [
      ...describe(missing, recordedIds.length, 'recorded stimuli have no features'),
      ...describe(unrecorded, shown.size, 'stimuli with features were not recorded'),
    ];
    throw new VentralError('STIMULI_MISMATCH', `${problems.join('; ')}.`, {
      hint: 'Give features of exactly the stimuli that were recorded, under the same ids.',
    });
  }
  if (features.stimulusIds.length > shown.size) {
    const ids = features.stimulusIds;
    const twice = ids.find((id, row) => ids.indexOf(id) < row);
    throw new VentralError(
      'STIMULI_MISMATCH',
      `${ids.length} rows of features are about ${shown.size} stimuli; '${twice}' has several.`,
      { hint: 'Give one row of features a stimulus.' },
    );
  }
  return selectStimuli(features, recordedIds);
}

function describe(ids: readonly string[], total: number, what: string): string[] {
  if (ids.length === 0) return [];
  const examples = ids.slice(0, 3).map((id) => `'${id}'`);
  const rest = ids.length > examples.length ? ', ...' : '';
  return [`${ids.length} of ${total} ${what} (${examples.join(', ')}${rest})`];
}
