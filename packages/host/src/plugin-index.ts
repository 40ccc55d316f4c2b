import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import type { Benchmark, Dataset, Metric, MetricSources, Model } from '@ventral/core';
import {
  apiVersion,
  type FrontEndEntry,
  type ManifestEntry,
  type ModelFileEntry,
  type NetworkEntry,
  type PluginKind,
  parseManifest,
} from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { resolve } from 'import-meta-resolve';
import { importInTime } from './import-in-time.ts';
import { nameAndVersion } from './name-and-version.ts';
import { findInstalled, findProject, type InstalledPackage } from './project.ts';
import { requireOneCore } from './require-one-core.ts';
import { requirePeers } from './require-peers.ts';

/** The plugin of each kind. */
export interface PluginOfKind {
  readonly dataset: Dataset;
  readonly model: Model;
  readonly metric: Metric<object, keyof MetricSources>;
  readonly benchmark: Benchmark;
}

/** A plugin that is installed: its manifest entry and the package it comes from. */
export interface InstalledPlugin extends ManifestEntry {
  readonly package: InstalledPackage;
  /** The name its package was installed under, where that is not its own: an npm alias. */
  readonly alias?: string;
}

/** A kind of model file that an installed package can open. */
export interface InstalledModelFile extends ModelFileEntry {
  readonly package: InstalledPackage;
}

/** A network of an installed package that can be trained. */
export interface InstalledNetwork extends NetworkEntry {
  readonly package: InstalledPackage;
}

/** A front end of an installed package that networks can be trained behind. */
export interface InstalledFrontEnd extends FrontEndEntry {
  readonly package: InstalledPackage;
}

/** The plugins of a project, known from manifests alone: nothing is imported to make it. */
export interface PluginIndex {
  readonly plugins: readonly InstalledPlugin[];
  readonly modelFiles: readonly InstalledModelFile[];
  readonly networks: readonly InstalledNetwork[];
  readonly frontEnds: readonly InstalledFrontEnd[];
  /** Where was looked, as a clause: `the dependencies in ~/project/package.json`. */
  readonly lookedIn: string;
}

/**
 * Lists the plugins among the declared dependencies of the project that `folder` belongs to, and
 * those of the project itself.
 *
 * Several versions of one package, installed under npm aliases, are no conflict: their plugins are
 * told apart by scoreVersion ({@link findPlugin}).
 *
 * @throws VentralError `MANIFEST_INVALID`, `API_VERSION_MISMATCH`
 * @throws VentralError `PLUGIN_CONFLICT` where two packages claim one id, naming both
 */
export async function discoverPlugins(folder: string): Promise<PluginIndex> {
  const project = await findProject(folder);
  if (project === undefined) {
    return {
      plugins: [],
      modelFiles: [],
      networks: [],
      frontEnds: [],
      lookedIn: `${folder} and above, where no package.json is`,
    };
  }
  const { dependencies, devDependencies, optionalDependencies } = project.packageJson;
  const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const installed = await Promise.all(names.map((name) => findInstalled(name, project.folder)));
  const packages = [
    { found: project, alias: undefined },
    ...installed.flatMap((found, index) => {
      if (found === undefined) return [];
      const name = names[index];
      return [{ found, alias: name === found.packageJson.name ? undefined : name }];
    }),
  ];
  const plugins: InstalledPlugin[] = [];
  const modelFiles: InstalledModelFile[] = [];
  const networks: InstalledNetwork[] = [];
  const frontEnds: InstalledFrontEnd[] = [];
  // What is installed under its own name comes first, and is what is meant by its name.
  for (const { found, alias } of packages.sort((a, b) => aliasRank(a) - aliasRank(b))) {
    const { ventral } = found.packageJson;
    if (ventral === undefined || holdsOnlySettings(ventral)) continue;
    const manifest = parseManifest(ventral, join(found.folder, 'package.json'));
    const from = alias === undefined ? { package: found } : { package: found, alias };
    plugins.push(...manifest.plugins.map((entry) => ({ ...entry, ...from })));
    modelFiles.push(...(manifest.modelFiles ?? []).map((entry) => ({ ...entry, package: found })));
    networks.push(...(manifest.networks ?? []).map((entry) => ({ ...entry, package: found })));
    frontEnds.push(...(manifest.frontEnds ?? []).map((entry) => ({ ...entry, package: found })));
  }
  refuseConflicts(
    plugins.map(({ kind, id, package: from }) => ({ claim: `${kind} '${id}'`, from })),
  );
  refuseConflicts(
    modelFiles.map(({ extension, prefix = '', stimuli, package: from }) => ({
      claim: `files ${prefix}${extension}${stimuli === undefined ? '' : ' of language'}`,
      from,
    })),
  );
  refuseConflicts(
    networks.map(({ name, package: from }) => ({ claim: `network '${name}'`, from })),
  );
  refuseConflicts(
    frontEnds.map(({ prefix, package: from }) => ({ claim: `front end ${prefix}`, from })),
  );
  const lookedIn = `the dependencies in ${join(project.folder, 'package.json')}`;
  return { plugins, modelFiles, networks, frontEnds, lookedIn };
}

/**
 * Finds one plugin by its address: an id, or `id@scoreVersion` where several versions of its package
 * are installed. An id alone means the version installed under the package's own name, or the only
 * one.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND` with the nearest ids and how to install more
 * @throws VentralError `PLUGIN_CONFLICT` for an id alone where all of several versions are aliases
 */
export function findPlugin(index: PluginIndex, kind: PluginKind, address: string): InstalledPlugin {
  const [id = '', version] = address.split('@');
  const ofKind = index.plugins.filter((plugin) => plugin.kind === kind);
  const versions = ofKind.filter((plugin) => plugin.id === id);
  const found = versions.filter(
    ({ scoreVersion }) => version === undefined || String(scoreVersion) === version,
  );
  const [first] = found;
  if (first === undefined) {
    throw notFound(index, kind, address, versions);
  }
  const differ = found.some(({ scoreVersion }) => scoreVersion !== first.scoreVersion);
  if (first.alias === undefined || !differ) return first;
  throw new VentralError(
    'PLUGIN_CONFLICT',
    `The ${kind} '${id}' is installed in several versions, each under an alias: ` +
      `${found.map((plugin) => `${addressOf(plugin)} (${plugin.alias})`).join(', ')}.`,
    { hint: `Name one of them, such as ${addressOf(first)}.` },
  );
}

function notFound(
  { plugins, lookedIn }: PluginIndex,
  kind: PluginKind,
  address: string,
  versions: readonly InstalledPlugin[],
): VentralError {
  const [id = ''] = address.split('@');
  const message = `No installed package brings the ${kind} '${address}'.`;
  const [version] = versions;
  if (version !== undefined) {
    return new VentralError('PLUGIN_NOT_FOUND', message, {
      hint:
        `Installed is ${versions.map(addressOf).join(', ')}. Another version goes beside it under an ` +
        `alias: npm install --ignore-scripts <alias>@npm:${version.package.packageJson.name}@<version>`,
    });
  }
  const ids = plugins.filter((plugin) => plugin.kind === kind).map((plugin) => plugin.id);
  const more = installHint(id);
  return new VentralError('PLUGIN_NOT_FOUND', message, {
    hint:
      ids.length === 0
        ? `There is no ${kind} at all; looked in ${lookedIn}. ${more}`
        : `${didYouMean(id, ids)}See what is installed with: ventral list. ${more}`,
  });
}

/** What to do about a plugin that is not there. */
export function installHint(id: string): string {
  return `Install what brings it with: ventral add ${id}`;
}

/** `id@scoreVersion` of a plugin: what {@link findPlugin} finds it by, whatever else is installed. */
export function addressOf({ id, scoreVersion }: { id: string; scoreVersion: number }): string {
  return `${id}@${scoreVersion}`;
}

/**
 * Imports one plugin and checks that it is what its manifest says.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND`; `DEPENDENCY_MISSING` where its package lacks a peer
 * dependency; `PLUGIN_BROKEN` where the import throws or the export differs from the manifest
 */
export async function loadPlugin<Kind extends PluginKind>(
  index: PluginIndex,
  kind: Kind,
  address: string,
): Promise<PluginOfKind[Kind]> {
  const entry = findPlugin(index, kind, address);
  const exported = await importExport(entry.package, entry.export);
  try {
    const plugin = memberOf(exported, entry);
    const problem = pluginProblem(plugin, entry);
    if (problem === undefined) return plugin as PluginOfKind[Kind];
    throw new TypeError(problem);
  } catch (cause) {
    throw broken(entry.package, `its export '${entry.export}' ${reasonOf(cause)}`, cause);
  }
}

/** Of a family of plugins, exported as one list, the one that a manifest entry is about. */
function memberOf(exported: unknown, { kind, id }: ManifestEntry): unknown {
  if (!Array.isArray(exported)) return exported;
  const member = exported.find((one) => one?.kind === kind && one.id === id);
  if (member !== undefined) return member;
  throw new TypeError(`is a list without the ${kind} '${id}'`);
}

/** What a plugin is that its manifest does not say, or no plugin may be. */
function pluginProblem(
  plugin: unknown,
  { kind, id, scoreVersion }: ManifestEntry,
): string | undefined {
  const actual = Object(plugin) as Readonly<Record<string, unknown>>;
  const expected = { kind, id, scoreVersion, apiVersion };
  for (const [field, value] of Object.entries(expected)) {
    const found = actual[field];
    if (found === value) continue;
    const shown = typeof found === 'string' ? JSON.stringify(found) : inspect(found);
    return `has ${field} ${shown} where its manifest says ${JSON.stringify(value)}`;
  }
  for (const field of ['files', 'regions', 'parts']) {
    const found = actual[field];
    if (found === undefined || Array.isArray(found)) continue;
    return `has ${field} ${inspect(found)} where a list has to be`;
  }
  return undefined;
}

/**
 * Imports one named export of an installed package.
 *
 * @throws VentralError `DEPENDENCY_MISSING` where it lacks a peer dependency
 * @throws VentralError `CORE_DUPLICATED` where it brings another version of core
 * @throws VentralError `PLUGIN_BROKEN` where the import throws or there is no such export
 */
export async function importExport(from: InstalledPackage, name: string): Promise<unknown> {
  await requirePeers(from);
  await requireOneCore(from);
  let exports: Record<string, unknown>;
  try {
    exports = await importInTime(entryPoint(from), nameAndVersion(from));
  } catch (cause) {
    throw broken(from, `importing it failed with: ${reasonOf(cause)}`, cause);
  }
  if (!Object.hasOwn(exports, name)) throw broken(from, `it has no export '${name}'`);
  return exports[name];
}

function entryPoint({ folder, packageJson }: InstalledPackage): string {
  const { name = '', exports } = packageJson;
  const inside = pathToFileURL(join(folder, 'package.json')).href;
  // A package with `exports` may import itself by its own name, wherever it lies and by whatever
  // alias it was installed; one without has a `main`, or an index.js.
  return exports === undefined
    ? pathToFileURL(createRequire(inside).resolve('./')).href
    : resolve(name, inside);
}

// A project may hold its mirrors in the field without bringing plugins.
function holdsOnlySettings(ventral: unknown): boolean {
  if (typeof ventral !== 'object' || ventral === null) return false;
  return Object.keys(ventral).every((field) => field === 'mirrors');
}

function broken(from: InstalledPackage, what: string, cause?: unknown): VentralError {
  const { name, version } = from.packageJson;
  return new VentralError('PLUGIN_BROKEN', `${name}@${version} cannot be used: ${what}.`, {
    hint: `It lies in ${from.folder}. Install it anew, or report this to its authors.`,
    cause,
  });
}

/** In words, whatever was thrown: anything can be. */
function reasonOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? String(thrown.message) : String(thrown);
  } catch {
    return 'what cannot be shown';
  }
}

function aliasRank({ alias }: { readonly alias: string | undefined }): number {
  return alias === undefined ? 0 : 1;
}

function refuseConflicts(claims: readonly { claim: string; from: InstalledPackage }[]): void {
  const claimed = new Map<string, InstalledPackage>();
  for (const { claim, from } of claims) {
    const other = claimed.get(claim);
    if (other !== undefined && other.packageJson.name !== from.packageJson.name) {
      throw new VentralError(
        'PLUGIN_CONFLICT',
        `${other.packageJson.name} and ${from.packageJson.name} both bring the ${claim}.`,
        { hint: `Remove one of them: npm uninstall ${from.packageJson.name}` },
      );
    }
    claimed.set(claim, from);
  }
}
