import { VentralError } from '@ventral/errors';
import type { Memo } from './memo.ts';
import type { PinnedFile } from './pinned-file.ts';

/** Something a long step says about how far it is. */
export interface ProgressEvent {
  /** What is being done, for a person: `Reading fire9/concat`, `Fetching images_210325.zip`. */
  readonly task: string;
  /** Units done so far. */
  readonly done: number;
  /** Units in all, where known. */
  readonly total?: number;
  readonly unit:
    | 'bytes'
    | 'images'
    | 'stimuli'
    | 'batches'
    | 'cells'
    | 'splits'
    | 'features'
    | 'parts'
    | 'models'
    | 'networks'
    | 'epochs';
}

/** The names of all {@link Device}s. */
export const devices = ['cpu', 'webgpu', 'cuda'] as const;

/** Where the model runs. */
export type Device = (typeof devices)[number];

/** Files that machines share, by name: each there whole, or not at all. */
export interface SharedFiles {
  /** Copies one to a path that does not exist. @returns whether it was there */
  fetch(name: string, path: string): Promise<boolean>;
  /** Puts one that is not there; the first stays. */
  add(name: string, path: string): Promise<unknown>;
  /** Takes away one that is damaged. */
  remove(name: string): Promise<void>;
}

/** What one run shares: where files live, the seed, how to stop it and who hears of progress. */
export interface RunContext {
  /**
   * Stands for the run: contexts made from this one share it, and so share what is loaded once a
   * run (`oncePerRun`).
   */
  readonly run: object;
  /** Folder for downloaded files and activations; anything in it can be made again. */
  readonly cacheFolder: string;
  /** Folders with a `SHA256SUMS` file, searched by hash before the network. */
  readonly mirrors: readonly string[];
  /** Whether the network may be used for files that are in no cache and no mirror. */
  readonly offline: boolean;
  /** Seed of every random choice, such as the splits. */
  readonly seed: number;
  readonly device: Device;
  /** Aborted when the user interrupts; slow steps stop soon after, keeping what is finished. */
  readonly signal: AbortSignal;
  /** Called often; must be cheap. */
  report(event: ProgressEvent): void;
  /**
   * Any object: models are run once more, as whoever verifies a score has to, and of what is recorded only
   * that is used which was recorded by contexts that share this object.
   * @default activations that were recorded before are used
   */
  readonly renewal?: object;
  /**
   * Whether scores come with their uncertainty; a study of thousands of scores may do without.
   * @default true
   */
  readonly withUncertainty?: boolean;
  /**
   * Where activations are looked for before they are recorded, and put once they are: for other machines.
   * @default nowhere
   */
  readonly sharedActivations?: SharedFiles;
  /** Results that took long, kept in the cache folder: an interrupted search goes on from them. */
  readonly memo: Memo;
  /** Told of every pinned file whose content the run depends on, for the record. */
  fileUsed(file: PinnedFile): void;
}

/**
 * Stops here where the run was interrupted.
 *
 * @param where how far the step has come, for the message: `after 64 of 640 images`
 * @throws VentralError `INTERRUPTED`
 */
export function throwIfInterrupted(signal: AbortSignal, where: string): void {
  if (!signal.aborted) return;
  throw new VentralError('INTERRUPTED', `Interrupted ${where}.`, {
    hint: 'Run the same command again: it continues from there.',
  });
}
