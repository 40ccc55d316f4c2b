import { selectStimuli } from '@ventral/arrays';
import type { Candidate } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import type { FeatureFile } from '@ventral/files';

/**
 * A candidate whose features were computed elsewhere, by any framework, and saved as .npy.
 *
 * @param stimulusIds the stimulus of each row; without it, rows are in the stimulus set's order
 */
export function featureFileCandidate(
  id: string,
  file: FeatureFile,
  stimulusIds?: readonly string[],
): Candidate {
  return {
    id,
    async record(stimuli) {
      const ids = stimuli.stimuli.map((stimulus) => stimulus.id);
      if (stimulusIds !== undefined) return selectStimuli(file.withStimuli(stimulusIds), ids);
      if (file.shape[0] !== ids.length) {
        throw new VentralError(
          'STIMULI_MISMATCH',
          `${id} has ${file.shape[0]} rows of features; ${stimuli.id} has ${ids.length} stimuli.`,
          {
            hint:
              `Give one row a stimulus, in this order: ${ids.slice(0, 2).join(', ')}, ...; ` +
              'or name the stimulus of each row with --stimulus-ids ids.txt.',
          },
        );
      }
      return file.withStimuli(ids);
    },
  };
}
