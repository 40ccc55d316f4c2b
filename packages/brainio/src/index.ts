/**
 * BrainIO's formats: recordings and behaviour in netCDF-4, read where they lie; stimulus sets of a
 * csv and a zip; averages over repetitions as Brain-Score takes them; and pins of BrainIO's files.
 *
 * @example
 * const file = await openAssembly('assy_dicarlo_MajajHong2015_public.nc');
 * const stimuli = await readStimulusSet('stimulus_hvm-public.csv', 'stimulus_hvm-public.zip', {
 *   id: 'hvm-public',
 *   degrees: 8,
 * });
 * const recordings = await file.read({ select: { region: 'IT' } });
 * const rates = averageRepetition(mergeStimuli(averageTimeBins(recordings), stimuli));
 *
 * @module
 */
export type {
  AssemblyLayout,
  AssemblyVariable,
  Attributes,
  AttributeValue,
} from './assembly-layout.ts';
export { averageRepetition } from './average-repetition.ts';
export { type BrainioFileDescription, type BrainioKind, brainioFile } from './brainio-file.ts';
export {
  type BrainioFiles,
  type BrainioPart,
  type BrainioPartDescription,
  type BrainioPin,
  brainioPart,
  fetchStimulusSet,
} from './brainio-part.ts';
export {
  type BrainioDataset,
  type BrainioDatasetDescription,
  type BrainioRecordings,
  defineBrainioDataset,
} from './define-brainio-dataset.ts';
export {
  defineTextDataset,
  type TextDatasetDescription,
  type TextRecordings,
} from './define-text-dataset.ts';
export type { StoredType } from './hdf5-values.ts';
export { mergeStimuli } from './merge-stimuli.ts';
export { type AssemblyFile, openAssembly, type ReadAssemblyOptions } from './open-assembly.ts';
export {
  type BrainioRegion,
  type BrainioWindow,
  type RegionSettings,
  readRegion,
} from './read-region.ts';
export { readStimulusSet, type StimulusSetSettings } from './read-stimulus-set.ts';
export type { Selection } from './select-indices.ts';
export { type TextSettings, textStimuli } from './text-stimuli.ts';
