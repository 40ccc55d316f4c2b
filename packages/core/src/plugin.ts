/** The version of the plugin contract this core speaks; a plugin's manifest states the one it was made for. */
export const apiVersion = 1;

/** The kinds of plugin. */
export const pluginKinds = ['dataset', 'model', 'metric', 'benchmark'] as const;

/** What a plugin is. */
export type PluginKind = (typeof pluginKinds)[number];

/** What every plugin says of itself. */
export interface PluginDescription {
  /** Permanent id in the literature's spelling, unique within its kind. */
  readonly id: string;
  /** One line for people. */
  readonly title: string;
  /**
   * Raised whenever a score made with this plugin changes.
   * @default 1
   */
  readonly scoreVersion?: number;
  /** How to cite the work behind it, with its DOI where there is one. */
  readonly citation?: string;
  /** SPDX identifier, or a sentence, of the licence of the data or weights. */
  readonly licence?: string;
  /** Id of the plugin of the same kind to use instead. */
  readonly supersededBy?: string;
}
