import { defineDataset, type NeuralData } from '@ventral/core';
import { fetchFile, fetchStimuli } from '@ventral/files';
import { sourceFiles } from './source-files.ts';
import { readSubjectMatrices } from './subject-matrices.ts';

const { 92: training, 78: test } = sourceFiles;

const subjects = 15;

const parts = {
  EVC: { measured: training.evc, images: training.images },
  IT: { measured: training.it, images: training.images },
  'EVC-test78': { measured: test.evc, images: test.images },
  'IT-test78': { measured: test.it, images: test.images },
};

/**
 * Dissimilarities between images in human early visual cortex and inferior temporal cortex (fMRI), of
 * fifteen people: of 92 objects (`EVC`, `IT`), with which models of the Algonauts Challenge of 2019 were
 * trained, and of the 78 they were tested with (`EVC-test78`, `IT-test78`).
 *
 * Stimuli are the images of the challenge, `image_01.jpg` to `image_92.jpg` and `image_01.jpg` to
 * `image_78.jpg`: of the first set objects cut out on white, 175 x 175; their width in degrees of visual
 * angle is not stated with the data.
 *
 * The recordings are dissimilarities, `subject x stimulus x stimulus2`, symmetric, with zeros between a
 * stimulus and itself: 1 - Pearson's r between patterns of voxels, in [0, 2]. Coordinates: `subject`
 * (`S01` to `S15`, in the order of the file), `stimulus_id`, `stimulus_id2`.
 *
 * References: Cichy et al. (2019), The Algonauts Project, arXiv:1905.05675; for the measurement Cichy,
 * Pantazis & Oliva (2014), doi:10.1038/nn.3635.
 *
 * @example
 * const { stimuli, recordings } = await algonauts2019.load(createRunContext(), 'EVC');
 */
export const algonauts2019 = defineDataset({
  id: 'Algonauts2019',
  title: 'Dissimilarities of 92 and of 78 images in human EVC and IT (Cichy et al., 2019)',
  citation:
    'Cichy, R. M., Roig, G., Andonian, A., Dwivedi, K., Lahner, B., Lascelles, A., Mohsenzadeh, Y., ' +
    'Ramakrishnan, K. & Oliva, A. (2019). The Algonauts Project: a platform for communication between ' +
    'the sciences of biological and artificial intelligence. https://arxiv.org/abs/1905.05675',
  licence:
    'BSD-3-Clause, the licence of the repository that publishes the data; none is stated for the images',
  species: 'human',
  modality: 'fMRI',
  regions: ['EVC', 'IT'],
  parts,
  async load({ measured, images }, context, part): Promise<NeuralData> {
    const set = part.endsWith('-test78') ? 'Algonauts2019test78' : 'Algonauts2019';
    const stimuli = await fetchStimuli(set, images, context);
    const stimulusIds = stimuli.stimuli.map(({ id }) => id);
    const path = await fetchFile(measured, context);
    const recordings = await readSubjectMatrices(path, { stimulusIds, subjects });
    return Object.freeze({ stimuli, recordings });
  },
});
