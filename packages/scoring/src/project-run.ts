import type { RunContext } from '@ventral/core';
import type { InstalledPackage, PluginIndex } from '@ventral/host';

/** One run within a project: its plugins, how it is done, and what its records name beside them. */
export interface ProjectRun {
  /** Of the project, or within it: the lockfile nearest to it says what was installed. */
  readonly folder: string;
  readonly plugins: PluginIndex;
  readonly context: RunContext;
  /**
   * Whether scores may choose their device by what is there; until then it is that of the context.
   * @default false
   */
  readonly choosesDevice?: boolean;
  /** The package of the program that scores, where it named itself. */
  readonly program: InstalledPackage | undefined;
}
