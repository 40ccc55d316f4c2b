import { type Assembly, createAssembly, type StimulusSet } from '@ventral/arrays';
import { defineDataset, type NeuralData } from '@ventral/core';
import { fetchFile } from '@ventral/files';
import { readMatFile } from '@ventral/matlab';
import { sourceFiles } from './source-files.ts';
import { readStimuli } from './stimuli.ts';
import {
  readMacaqueIt,
  readSubjects,
  type SubjectDissimilarities,
} from './subject-dissimilarities.ts';

const { objects, humanIt, judgements } = sourceFiles;

/** How the dissimilarities of each part are read. */
const readers: Readonly<Record<string, typeof readMacaqueIt>> = {
  'macaque-IT': readMacaqueIt,
  'human-IT': (file) => readSubjects(file, 'RDMs'),
  judgements: (file) => readSubjects(file, 'rdms_behav_92'),
};

/**
 * Dissimilarities between 92 objects: in macaque IT (`macaque-IT`: 674 neurons, one matrix), in human
 * IT (`human-IT`: fMRI, four subjects, averaged over two sessions each), and as judged by people
 * (`judgements`: sixteen subjects).
 *
 * Stimuli are cut-out objects on grey, 175 x 175, `image01` to `image92`; their width in degrees of
 * visual angle is not stated with the data. Columns: `category` (six, such as `human face`) and
 * whether each is `animal`, `human`, `face`, `natural`.
 *
 * The recordings are dissimilarities, `subject x stimulus x stimulus2`, symmetric, with zeros between
 * a stimulus and itself. Coordinates: `subject`; `stimulus_id`, and the columns of the stimuli, along
 * `stimulus`; `stimulus_id2` along `stimulus2`. In IT: 1 - Pearson's r between response patterns, in
 * [0, 2]. Judged: distances between objects that people arranged in a plane, without unit.
 *
 * References: Kriegeskorte et al. (2008), Matching categorical object representations in inferior
 * temporal cortex of man and monkey, doi:10.1016/j.neuron.2008.10.043; for the neurons Kiani, Esteky,
 * Mirpour & Tanaka (2007), doi:10.1152/jn.00024.2007; for the judgements Mur et al. (2013),
 * doi:10.3389/fpsyg.2013.00128.
 *
 * @example
 * const { stimuli, recordings } = await kriegeskorte2008.load(createRunContext(), 'human-IT');
 */
export const kriegeskorte2008 = defineDataset({
  id: 'Kriegeskorte2008',
  title:
    'Dissimilarities of 92 objects in macaque and human IT and in judgement (Kriegeskorte et al., 2008)',
  citation:
    'Kriegeskorte, N., Mur, M., Ruff, D. A., Kiani, R., Bodurka, J., Esteky, H., Tanaka, K. & ' +
    'Bandettini, P. A. (2008). Matching categorical object representations in inferior temporal ' +
    'cortex of man and monkey. Neuron 60, 1126-1141. https://doi.org/10.1016/j.neuron.2008.10.043',
  licence:
    'MIT, the licence of the repository that publishes the data; none is stated for the images',
  species: 'macaque and human',
  regions: ['IT'],
  parts: {
    'macaque-IT': { objects, measured: objects },
    'human-IT': { objects, measured: humanIt },
    judgements: { objects, measured: judgements },
  },
  async load(files, context, part): Promise<NeuralData> {
    const shown = await readMatFile(await fetchFile(objects, context));
    const { measured } = files;
    const file =
      measured === objects ? shown : await readMatFile(await fetchFile(measured, context));
    const stimuli = readStimuli(shown, objects);
    const read = readers[part] as typeof readMacaqueIt;
    return Object.freeze({ stimuli, recordings: assemble(read(file), stimuli) });
  },
});

function assemble(
  subjects: readonly SubjectDissimilarities[],
  { stimuli, columns = {} }: StimulusSet,
): Assembly {
  const size = stimuli.length;
  const values = new Float64Array(subjects.length * size * size);
  for (const [index, { matrix }] of subjects.entries()) values.set(matrix, index * size * size);
  const ids = stimuli.map(({ id }) => id);
  const labels = Object.entries({ stimulus_id: ids, ...columns }).map(
    ([name, values]) => [name, { dim: 'stimulus', values }] as const,
  );
  return createAssembly({
    dims: ['subject', 'stimulus', 'stimulus2'],
    shape: [subjects.length, size, size],
    values,
    coords: {
      subject: { dim: 'subject', values: subjects.map(({ subject }) => subject) },
      ...Object.fromEntries(labels),
      stimulus_id2: { dim: 'stimulus2', values: ids },
    },
  });
}
