import type { Cell, ProjectSettings } from '@ventral/scoring';

/** What the process of a chunk is told; plain JSON. */
export interface ChunkTask {
  readonly cells: readonly Cell[];
  /** Address of the store. */
  readonly store: string;
  /** Of the project whose plugins score. */
  readonly folder: string;
  /** Whether to ask before each cell: others may make it. */
  readonly isShared: boolean;
  readonly settings: Pick<ProjectSettings, 'cacheFolder' | 'mirrors' | 'offline' | 'program'> & {
    /** Whether activations are kept in the store, for other machines. @default false */
    readonly shareActivations?: boolean | undefined;
  };
}

/** What the process of a shared chunk asks; a {@link ChunkAnswer} follows. */
export interface ChunkQuestion {
  readonly kind: 'asks';
  readonly key: string;
}

/** Whether a cell is for the process that asked. */
export interface ChunkAnswer {
  readonly isYours: boolean;
}

/** What the process of a chunk says. */
export type ChunkEvent =
  | { readonly kind: 'begun'; readonly key: string }
  | { readonly kind: 'made'; readonly key: string; readonly seconds: number }
  /** Somebody else made it, or made it before. */
  | { readonly kind: 'there'; readonly key: string }
  | {
      readonly kind: 'failed';
      readonly key: string;
      readonly code: string;
      readonly isFinal: boolean;
    };
