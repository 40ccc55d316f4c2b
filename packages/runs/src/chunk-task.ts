import type { Cell, ProjectSettings } from '@ventral/scoring';

/** What the process of a chunk is told; plain JSON. */
export interface ChunkTask {
  readonly cells: readonly Cell[];
  /** Address of the store. */
  readonly store: string;
  /** Of the project whose plugins score. */
  readonly folder: string;
  readonly settings: Pick<ProjectSettings, 'cacheFolder' | 'mirrors' | 'offline' | 'program'>;
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
