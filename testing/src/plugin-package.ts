import type { Files } from './temporary-folder.ts';

/** What a package for a test is; everything has a default. */
export interface PluginPackage {
  readonly folder: string;
  readonly name: string;
  /** Id of its one model. */
  readonly id: string;
  /** Fields of package.json beside those of every package. */
  readonly packageJson?: object;
  /** Its whole code. */
  readonly code?: string;
}

/** The manifest of a package with one model. */
export function manifestOf(id: string): object {
  return {
    apiVersion: 1,
    plugins: [{ kind: 'model', id, export: 'model', title: 'A model', scoreVersion: 1 }],
  };
}

/** Code of a package with one model: a plain object, as a package without Ventral makes it. */
export function codeOf(id: string, fields = ''): string {
  return `export const model = { kind: 'model', id: '${id}', scoreVersion: 1, apiVersion: 1, ${fields} };`;
}

/** The files of an ESM package with one model, as npm would install them. */
export function pluginPackage({
  folder,
  name,
  id,
  packageJson = { exports: { '.': { default: './index.js' } } },
  code = codeOf(id),
}: PluginPackage): Files {
  return {
    [`${folder}/package.json`]: {
      name,
      version: '1.2.3',
      type: 'module',
      ventral: manifestOf(id),
      ...packageJson,
    },
    [`${folder}/index.js`]: code,
  };
}

/** The same, in a project's node_modules under its own name. */
export function installed(name: string, id: string, more: Partial<PluginPackage> = {}): Files {
  return pluginPackage({ folder: `node_modules/${name}`, name, id, ...more });
}

/** A package.json that declares some dependencies. */
export function project(...dependencies: readonly string[]): object {
  return {
    name: 'project',
    dependencies: Object.fromEntries(dependencies.map((name) => [name, '*'])),
  };
}
