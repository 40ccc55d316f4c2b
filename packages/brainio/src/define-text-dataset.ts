import {
  type Assembly,
  coordinate,
  createAssembly,
  dimensionSize,
  selectAlong,
  type TextSpan,
  transpose,
} from '@ventral/arrays';
import {
  type Dataset,
  defineDataset,
  type NeuralData,
  type PinnedFile,
  type PluginDescription,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { fetchFile } from '@ventral/files';
import { openAssembly } from './open-assembly.ts';
import type { Selection } from './select-indices.ts';
import { textStimuli } from './text-stimuli.ts';

/** What is said of a data set of recordings of people who read or hear. */
export interface TextDatasetDescription extends PluginDescription {
  readonly species: string;
  /** How it was measured, such as `fMRI`. */
  readonly modality: string;
  /** The one region that was recorded. */
  readonly region: string;
  /** `presentation x neuroid`, averaged over repetitions, in netCDF-4. */
  readonly recordings: PinnedFile;
  /** Label of the presentations that says which text each piece is of, as for {@link textStimuli}. */
  readonly text: string;
  /** Label of the neuroids that says whose they are; it is repeated under the name `subject`. */
  readonly subject: string;
  /**
   * Presentations that are compared apart, by the name of the part: `{ '243sentences': { experiment:
   * '243sentences' } }`.
   * @default all at once
   */
  readonly parts?: Readonly<Record<string, Selection>>;
}

/** Recordings of people who read or hear, and the texts. */
export type TextRecordings = NeuralData<TextSpan>;

/**
 * Makes a data set plugin of recordings in the form in which Brain-Score language keeps them: one netCDF-4 file of
 * the dimensions presentation and neuroid, in which presentations are labelled with the text that was read. Neuroids
 * without a value for every presentation of a part are left out: not everyone took part in all experiments.
 */
export function defineTextDataset(description: TextDatasetDescription): Dataset<TextRecordings> {
  const { recordings, text, subject, region, parts, ...about } = description;
  const load = async (
    file: PinnedFile,
    context: Parameters<typeof fetchFile>[1],
    part?: string,
  ): Promise<TextRecordings> => {
    const opened = await openAssembly(await fetchFile(file, context));
    const select = part === undefined ? {} : (parts as Readonly<Record<string, Selection>>)[part]!;
    const read = await opened.read({ select, ...(context.signal && { signal: context.signal }) });
    const known = leaveOutUnknown(transpose(read, ['presentation', 'neuroid']), opened.path);
    const owners = { dim: 'neuroid', values: coordinate(known, subject) };
    const id = part === undefined ? description.id : `${description.id}.${part}`;
    return Object.freeze({
      stimuli: textStimuli(known, { id, text }),
      recordings: createAssembly({ ...known, coords: { ...known.coords, subject: owners } }),
    });
  };
  const common = { ...about, regions: [region], stimuli: 'text' } as const;
  if (parts === undefined) {
    return defineDataset({
      ...common,
      files: { recordings },
      load: ({ recordings: file }, context) => load(file, context),
    });
  }
  return defineDataset({
    ...common,
    parts: Object.fromEntries(Object.keys(parts).map((name) => [name, { recordings }])),
    load: ({ recordings: file }, context, part) => load(file, context, part),
  });
}

/** Without the neuroids that lack a value. */
function leaveOutUnknown(recordings: Assembly, path: string): Assembly {
  const width = dimensionSize(recordings, 'neuroid');
  const lacking = new Set<number>();
  for (const [cell, value] of recordings.values.entries()) {
    if (Number.isNaN(value)) lacking.add(cell % width);
  }
  if (lacking.size === 0) return recordings;
  const kept = Array.from({ length: width }, (_, neuroid) => neuroid).filter(
    (neuroid) => !lacking.has(neuroid),
  );
  if (kept.length > 0) return selectAlong(recordings, 'neuroid', kept);
  throw new VentralError('DATA_CORRUPT', `Every neuroid in ${path} lacks some value.`, {
    hint: 'Ask for one experiment, or leave out presentations without recordings.',
  });
}
