import type { Candidate, Classifier } from '@ventral/core';
import { VentralError } from '@ventral/errors';

/**
 * Makes a candidate ready to name images.
 *
 * @throws VentralError `OPTION_INVALID` for features from a file, and for a model that names nothing
 */
export async function requireClassifier(candidate: Candidate): Promise<Classifier> {
  if (candidate.openClassifier !== undefined) return candidate.openClassifier();
  throw new VentralError('OPTION_INVALID', `${candidate.id} cannot be asked what is on an image.`, {
    hint: 'Score a network that was trained to name the classes of these images, such as an .onnx file.',
  });
}
