import { VentralError } from '@ventral/errors';
import { type MatArray, type MatFields, matField } from '@ventral/matlab';

/** What one neuron did in all trials, in the order in which they were recorded. */
export interface NeuronTrials {
  /** The object that was shown in each trial, and where. */
  readonly objects: readonly string[];
  readonly positions: readonly string[];
  /** Spikes, `trial x millisecond`, the millisecond slowest: as MATLAB has them. */
  readonly spikes: ArrayLike<number>;
}

/** Milliseconds of a trial, and which of them, from 0, the stimulus comes on with. */
export const recorded = { milliseconds: 1000, onset: 500 } as const;

/**
 * Reads the variables of a neuron's file.
 *
 * @param name of the file, for errors
 * @throws VentralError `DATA_CORRUPT` where labels and spikes are not of as many trials, or a trial does not last
 *   1,000 ms with the onset of the stimulus at the 501st
 */
export function readNeuronTrials(variables: MatFields, name: string): NeuronTrials {
  const { shape, values } = matField(variables, 'raster_data', 'numbers');
  const labels = onlyStruct(variables, 'raster_labels');
  const objects = textsOf(matField(labels, 'stimulus_ID', 'cells'));
  const positions = textsOf(matField(labels, 'stimulus_position', 'cells'));
  const site = onlyStruct(variables, 'raster_site_info');
  const [onset] = matField(site, 'alignment_event_time', 'numbers').values;
  const [trials, milliseconds] = shape;
  const isWhole =
    milliseconds === recorded.milliseconds &&
    onset === recorded.onset + 1 &&
    objects.length === trials &&
    positions.length === trials;
  if (isWhole) return { objects, positions, spikes: values };
  throw new VentralError(
    'DATA_CORRUPT',
    `${name} holds ${trials} trials of ${milliseconds} ms with the onset at ${onset}, of ${objects.length} objects ` +
      `at ${positions.length} positions.`,
    { hint: 'Trials of 1000 ms are expected, with the onset at 501 and a label each.' },
  );
}

function onlyStruct(variables: MatFields, name: string): MatFields {
  return matField(variables, name, 'structs').structs[0] ?? new Map();
}

function textsOf({ cells }: Extract<MatArray, { readonly kind: 'cells' }>): readonly string[] {
  return cells.map(
    (cell, index) => matField(new Map([[`cell ${index}`, cell]]), `cell ${index}`, 'text').text,
  );
}
