import type { StimulusKind } from '@ventral/arrays';
import { didYouMean, VentralError } from '@ventral/errors';
import type { PinnedFile } from './pinned-file.ts';
import { apiVersion, type PluginDescription } from './plugin.ts';
import type { RunContext } from './run-context.ts';

/**
 * The pinned files of a part of a data set, by what they hold: `{ recordings }`, `{ images }`, the
 * latter a list of many.
 */
export type DatasetFiles = Readonly<Record<string, PinnedFile | readonly PinnedFile[]>>;

interface DatasetBase extends PluginDescription {
  /**
   * What its stimuli are.
   * @default 'image'
   */
  readonly stimuli?: StimulusKind;
  readonly species: string;
  /**
   * How it was measured: `electrophysiology`, `fMRI`, `MEG`, `behaviour`, or a word of its own.
   * @default it does not say
   */
  readonly modality?: string;
  /** Recorded regions, such as `['V4']`; empty for behaviour. */
  readonly regions: readonly string[];
  /** Width of the stimuli in degrees of visual angle, where the experiment states it. */
  readonly degrees?: number;
  /**
   * Says what `load` reads beside pinned files, such as a folder that a variable of the environment names, where
   * there is anything: a score depends on it.
   *
   * @returns a digest of the content of these files; undefined where nothing of the user's own is read
   * @default nothing is
   */
  digestOwnFiles?(context: RunContext, part?: string): Promise<string | undefined>;
}

/** What a data set package says of data that are loaded whole. */
export interface DatasetDescription<Loaded, Files extends DatasetFiles> extends DatasetBase {
  readonly parts?: never;
  /** Every file of the data set, pinned; fetched only when `load` needs it. */
  readonly files: Files;
  /** Loads the data. */
  load(files: Files, context: RunContext): Promise<Loaded>;
}

/** What a data set package says of data in parts, such as recording sessions. */
export interface PartedDatasetDescription<Loaded, Files extends DatasetFiles> extends DatasetBase {
  /** The files that each part is loaded from, by the part's name; parts may share files. */
  readonly parts: Readonly<Record<string, Files>>;
  /** Loads one part, fetching of its files what is needed. */
  load(files: Files, context: RunContext, part: string): Promise<Loaded>;
}

/** Stimuli with recordings or behaviour, as a plugin. */
export interface Dataset<Loaded = unknown> extends DatasetBase {
  readonly stimuli: StimulusKind;
  readonly kind: 'dataset';
  readonly apiVersion: number;
  readonly scoreVersion: number;
  /** Names of the parts that are loaded apart; absent for data that are loaded whole. */
  readonly parts?: readonly string[];
  /** Every file of the data set, each once. */
  readonly files: readonly PinnedFile[];
  /**
   * The files that `load(context, part)` reads.
   *
   * @throws VentralError `OPTION_INVALID` for a part that does not exist, naming those that do
   */
  filesOf(part?: string): readonly PinnedFile[];
  /**
   * Loads the data, or one part of them.
   *
   * @param part one of `parts`
   * @throws VentralError `OPTION_INVALID` for a part that does not exist, naming those that do
   */
  load(context: RunContext, part?: string): Promise<Loaded>;
}

/** Makes a data set plugin of data that are loaded whole, or part by part. */
export function defineDataset<Loaded, Files extends DatasetFiles>(
  description: DatasetDescription<Loaded, Files> | PartedDatasetDescription<Loaded, Files>,
): Dataset<Loaded> {
  const { stimuli = 'image', scoreVersion = 1 } = description;
  const common = { stimuli, scoreVersion, kind: 'dataset', apiVersion } as const;
  if (description.parts === undefined) {
    const files = listFiles([description.files]);
    return Object.freeze({
      ...description,
      ...common,
      files,
      filesOf: () => files,
      load: async (context: RunContext) => description.load(description.files, context),
    });
  }
  const { id, parts } = description;
  return Object.freeze({
    ...description,
    ...common,
    parts: Object.keys(parts),
    files: listFiles(Object.values(parts)),
    filesOf: (part?: string) => listFiles([findPart(id, parts, part).files]),
    ...(description.digestOwnFiles && {
      digestOwnFiles: async (context: RunContext, part?: string) =>
        description.digestOwnFiles?.(context, findPart(id, parts, part).name),
    }),
    async load(context: RunContext, part?: string) {
      const { name, files } = findPart(id, parts, part);
      return description.load(files, context, name);
    },
  });
}

function listFiles(parts: readonly DatasetFiles[]): readonly PinnedFile[] {
  const files = parts.flatMap((part) => Object.values(part).flat());
  return [...new Map(files.map((file) => [`${file.hash.digest} ${file.path}`, file])).values()];
}

function findPart<Files>(
  id: string,
  parts: Readonly<Record<string, Files>>,
  part: string | undefined,
): { readonly name: string; readonly files: Files } {
  if (part !== undefined && Object.hasOwn(parts, part)) {
    return { name: part, files: parts[part] as Files };
  }
  const names = Object.keys(parts);
  throw new VentralError(
    'OPTION_INVALID',
    part === undefined
      ? `${id} is loaded one part at a time, and none was named.`
      : `${id} has no part '${part}'.`,
    {
      hint: `${part === undefined ? '' : didYouMean(part, names)}Its parts are ${names.join(', ')}.`,
    },
  );
}
