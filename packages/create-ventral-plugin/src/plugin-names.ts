import { didYouMean, VentralError } from '@ventral/errors';

const kinds = ['dataset', 'model', 'metric', 'benchmark'] as const;

/** What can be begun. */
export type NewPluginKind = (typeof kinds)[number];

/** The names in a template: each stands for what its key says, wherever it is found in capitals. */
export interface PluginNames {
  readonly packageName: string;
  /** Of the plugin, and of its id: `my-overlap`. */
  readonly name: string;
  /** Of the export: `myOverlap`. */
  readonly exportName: string;
  readonly year: string;
}

/**
 * Requires a kind of plugin.
 *
 * @throws VentralError `OPTION_INVALID`
 */
export function requireKind(kind: string): NewPluginKind {
  const found = kinds.find((known) => known === kind);
  if (found !== undefined) return found;
  throw new VentralError('OPTION_INVALID', `'${kind}' is no kind of plugin.`, {
    hint: `${didYouMean(kind, kinds)}Kinds are ${kinds.join(', ')}.`,
  });
}

/**
 * The template of a kind of plugin.
 *
 * @param stimuli of a benchmark; `image` where nothing is named
 * @throws VentralError `OPTION_INVALID` for stimuli that there is no template for
 */
export function templateOf(kind: NewPluginKind, stimuli = 'image'): string {
  if (stimuli === 'image') return kind;
  if (kind === 'benchmark' && stimuli === 'text') return 'benchmark-text';
  throw new VentralError('OPTION_INVALID', `There is no template of a ${kind} with '${stimuli}'.`, {
    hint: 'Benchmarks have --stimuli image or text; other plugins have images.',
  });
}

/**
 * Names everything in a package after its plugin.
 *
 * @throws VentralError `OPTION_INVALID` for a name not in kebab-case, or a package npm would refuse
 */
export function namesOf(
  kind: NewPluginKind,
  name: string,
  packageName = `ventral-plugin-${kind}-${name}`,
): PluginNames {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new VentralError('OPTION_INVALID', `'${name}' is no name in kebab-case.`, {
      hint: "Use lower-case words joined by '-', such as my-overlap or smith-2031.",
    });
  }
  if (
    !/^(@[a-z0-9][\w.-]*\/)?[a-z0-9][a-z0-9._-]*$/.test(packageName) ||
    packageName.length > 214
  ) {
    throw new VentralError('OPTION_INVALID', `npm takes no package named '${packageName}'.`, {
      hint: 'Use lower-case letters, digits and dashes, such as @you/ventral-metric-overlap.',
    });
  }
  const exportName = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return { packageName, name, exportName, year: String(new Date().getUTCFullYear()) };
}
