import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { StimulusSet } from '@ventral/arrays';
import { defineDataset, type NeuralData, type PinnedFile } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { fetchFiles } from '@ventral/files';
import { readMatFile } from '@ventral/matlab';
import {
  assembleNeurons,
  type NamedNeuron,
  type ShownObject,
  shownObjects,
} from './assemble-neurons.ts';
import { readNeuronTrials } from './neuron-trials.ts';
import { neuronFiles } from './source-files.ts';

// Raised when the same files would give other stimuli or another order.
const layoutVersion = 1;

/**
 * Spikes of 132 neurons in macaque IT, millisecond by millisecond from 500 ms before the onset of the stimulus to
 * 500 ms after it, to seven objects (`car`, `couch`, `face`, `flower`, `guitar`, `hand`, `kiwi`) at three positions
 * (`lower`, `middle`, `upper`), each shown 19 or 20 times to each neuron.
 *
 * The recordings are counts of spikes, `presentation x neuroid x time_bin`, 420 x 132 x 1000, 222 MB in memory.
 * Coordinates: `stimulus_id` (`car_lower`), `object_name`, `position`, `repetition` along `presentation`;
 * `neuroid_id`, `region` along `neuroid`; `time_bin_start` and `time_bin_end` in ms after onset along `time_bin`.
 * Neurons were recorded one after another: a presentation of the assembly puts together trials of the same
 * stimulus, the first of each neuron, then the second, and so on; NaN where a neuron has 19.
 *
 * The images are not published with the recordings: loading one fails with `DATA_UNAVAILABLE`.
 *
 * Reference: Zhang, Meyers, Bichot, Serre, Poggio & Desimone (2011), Object decoding with attention in inferior
 * temporal cortex, doi:10.1073/pnas.1100999108.
 *
 * @example
 * const { recordings } = await zhangDesimone2011.load(createRunContext());
 */
export const zhangDesimone2011 = defineDataset({
  id: 'ZhangDesimone2011',
  title:
    'Spikes of macaque IT neurons to seven objects at three positions over time (Zhang et al., 2011)',
  citation:
    'Zhang, Y., Meyers, E. M., Bichot, N. P., Serre, T., Poggio, T. A. & Desimone, R. (2011). Object ' +
    'decoding with attention in inferior temporal cortex. Proceedings of the National Academy of ' +
    'Sciences 108, 8850-8855. https://doi.org/10.1073/pnas.1100999108',
  licence: 'GPL-3, the licence of the package that publishes the data (NeuroDecodeR)',
  species: 'macaque',
  modality: 'electrophysiology',
  regions: ['IT'],
  files: { neurons: neuronFiles },
  async load({ neurons: files }, context): Promise<NeuralData> {
    const paths = await fetchFiles(files, 'Fetching neurons', context);
    const neurons: NamedNeuron[] = [];
    for (const [index, path] of paths.entries()) {
      const id = basename(files[index]!.path, '_raster_data.mat');
      neurons.push({ id, ...readNeuronTrials(await readMatFile(path), id) });
    }
    const shown = shownObjects(neurons);
    return Object.freeze({
      stimuli: stimuliOf(shown, files),
      recordings: assembleNeurons(neurons, shown),
    });
  },
});

function stimuliOf(shown: readonly ShownObject[], files: readonly PinnedFile[]): StimulusSet {
  const digest = createHash('sha256').update(`ZhangDesimone2011 stimuli ${layoutVersion}`);
  for (const { hash } of files) digest.update(` ${hash.digest}`);
  return Object.freeze({
    id: 'ZhangDesimone2011',
    digest: digest.digest('hex'),
    stimuli: shown.map(({ id }) => ({
      id,
      load: async () => {
        throw new VentralError(
          'DATA_UNAVAILABLE',
          `The image '${id}' is not published with the recordings of ZhangDesimone2011.`,
          { hint: 'Show a network the images of another data set, such as SimulatedVentral.' },
        );
      },
    })),
    columns: {
      object_name: shown.map(({ object }) => object),
      position: shown.map(({ position }) => position),
    },
  });
}
