import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { VentralError } from '@ventral/errors';
import { namesOf, requireKind, templateOf } from './plugin-names.ts';
import { readTemplate } from './read-template.ts';
import { writeFiles } from './write-files.ts';

/** Where a new package goes, and what it is called. */
export interface CreatePluginOptions {
  /**
   * The folder to make it in, relative to the current one.
   * @default a folder named as the package, without its scope
   */
  readonly folder?: string;
  /**
   * The name of the package.
   * @default `ventral-plugin-<kind>-<name>`
   */
  readonly packageName?: string;
  /**
   * What the stimuli of a benchmark are: `image` or `text`.
   * @default 'image'
   */
  readonly stimuli?: string;
}

/** What was made. */
export interface NewPlugin {
  readonly folder: string;
  readonly packageName: string;
  /** The files written, relative to the folder. */
  readonly files: readonly string[];
}

/**
 * Makes a package with a small plugin that works and passes its conformance suite: sources, tests,
 * README, licence, CI. Nothing that exists is overwritten, and nothing is written where a file is
 * in the way.
 *
 * @param kind `dataset`, `model`, `metric` or `benchmark`
 * @param name of the plugin in kebab-case: `my-overlap`
 * @throws VentralError `OPTION_INVALID` for another kind, stimuli that there is no template for, or a name that npm or the manifest refuse
 * @throws VentralError `FILE_UNWRITABLE` naming the files that are in the way
 *
 * @example
 * const { folder } = await createPlugin('metric', 'overlap');
 */
export async function createPlugin(
  kind: string,
  name: string,
  options: CreatePluginOptions = {},
): Promise<NewPlugin> {
  const template = templateOf(requireKind(kind), options.stimuli);
  const names = namesOf(requireKind(kind), name, options.packageName);
  const { packageName } = names;
  const folder = resolve(options.folder ?? packageName.replace(/^@[^/]*\//, ''));
  const files = await readTemplate(template, names);
  const inTheWay = [...files.keys()].filter((path) => existsSync(join(folder, path)));
  if (inTheWay.length > 0) {
    throw new VentralError(
      'FILE_UNWRITABLE',
      `${relative('.', folder) || folder} already has ${inTheWay.join(', ')}: nothing was written.`,
      { hint: 'Name another folder with --folder, or move these files away.' },
    );
  }
  await writeFiles(folder, files);
  return { folder, packageName, files: [...files.keys()].sort() };
}
