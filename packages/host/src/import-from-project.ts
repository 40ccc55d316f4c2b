import { VentralError } from '@ventral/errors';
import { importExport } from './plugin-index.ts';
import { findInstalled, findProject } from './project.ts';

/**
 * An export of a package that a project has beside Ventral, of which that is no dependency: it works
 * without, and the package stands in no score record.
 *
 * @param folder of the project, or within it
 * @param what needs it, for the error
 * @throws VentralError `DEPENDENCY_MISSING` where it is not installed, `PLUGIN_BROKEN`
 */
export async function importFromProject(
  name: string,
  exported: string,
  folder: string,
  what: string,
): Promise<unknown> {
  const project = (await findProject(folder))?.folder ?? folder;
  const found = await findInstalled(name, project);
  if (found !== undefined) return importExport(found, exported);
  throw new VentralError('DEPENDENCY_MISSING', `${what} needs the package ${name}.`, {
    hint: `Add it to your project: npm install --ignore-scripts ${name} (or pnpm add, yarn add).`,
  });
}
