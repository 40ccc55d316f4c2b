import { type Dataset, defineDataset, type PinnedFile, type RunContext } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { fetchFile } from '@ventral/files';
import { type RajalinghamBehaviour, readBehaviour, type StimulusPaths } from './read-behaviour.ts';
import { type Part, parts, type SourceFiles, sourceFiles } from './source-files.ts';

/**
 * Human choices between two of 24 objects after a glance at an image, trial by trial: on 2,160 images
 * that anyone may fetch (`public`), and on 240 that are kept from models (`private`, for those who
 * have been given credentials).
 *
 * Reference: Rajalingham, Issa, Bashivan, Kar, Schmidt & DiCarlo (2018), Large-scale, high-resolution
 * comparison of the core visual object recognition behavior of humans, monkeys, and state-of-the-art
 * deep artificial neural networks, doi:10.1523/JNEUROSCI.0388-18.2018.
 *
 * @example
 * const { stimuli, trials } = await rajalingham2018.load(createRunContext(), 'public');
 */
export const rajalingham2018: Dataset<RajalinghamBehaviour> = defineDataset({
  id: 'Rajalingham2018',
  title: 'Human choices between two of 24 objects, image by image (Rajalingham et al., 2018)',
  scoreVersion: 1,
  citation:
    'Rajalingham, R., Issa, E. B., Bashivan, P., Kar, K., Schmidt, K. & DiCarlo, J. J. (2018). ' +
    'Large-scale, high-resolution comparison of the core visual object recognition behavior of ' +
    'humans, monkeys, and state-of-the-art deep artificial neural networks. Journal of ' +
    'Neuroscience 38, 7255-7269. https://doi.org/10.1523/JNEUROSCI.0388-18.2018',
  licence: 'none is stated with the data',
  species: 'human',
  regions: [],
  parts,
  files: [...new Set(parts.flatMap(filesOf))],
  filesOf: (part) => filesOf(findPart(part)),
  load,
});

async function load(context: RunContext, part?: string): Promise<RajalinghamBehaviour> {
  const found = findPart(part);
  const { trials } = sourceFiles[found];
  return readBehaviour(
    {
      trials: await fetchFile(trials, context),
      stimuli: await fetchStimuli(sourceFiles[found], context),
      ...(found === 'public'
        ? {}
        : { fittingStimuli: await fetchStimuli(sourceFiles.public, context) }),
    },
    context.signal,
  );
}

async function fetchStimuli(
  { stimulusSet, csv, zip }: SourceFiles,
  context: RunContext,
): Promise<StimulusPaths> {
  return {
    id: stimulusSet,
    csv: await fetchFile(csv, context),
    zip: await fetchFile(zip, context),
  };
}

function filesOf(part: Part): readonly PinnedFile[] {
  const own = sourceFiles[part];
  const fitting = sourceFiles.public;
  return [...new Set([own.trials, own.csv, own.zip, fitting.csv, fitting.zip])];
}

function findPart(part: string | undefined): Part {
  const found = parts.find((name) => name === part);
  if (found !== undefined) return found;
  throw new VentralError(
    'OPTION_INVALID',
    part === undefined
      ? 'Rajalingham2018 is loaded one set of images at a time, and none was named.'
      : `Rajalingham2018 has no part '${part}'.`,
    {
      hint: `${part === undefined ? '' : didYouMean(part, parts)}Its parts are ${parts.join(', ')}.`,
    },
  );
}
