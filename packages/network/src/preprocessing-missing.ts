import { VentralError } from '@ventral/errors';
import { preprocessings } from '@ventral/images';

/** What is said of a model that is to look at images, while nobody has said how it wants them. */
export function preprocessingMissing(model: string): VentralError {
  return new VentralError('OPTION_INVALID', `How ${model} wants its images is not known.`, {
    hint:
      `Say it with --preprocessing ${Object.keys(preprocessings).join('|')}, or with a file: ` +
      '--preprocessing FILE.json. A wrong one gives wrong scores: take what its authors state.',
  });
}
