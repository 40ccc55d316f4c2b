import type { Benchmark, Dataset, Metric, MetricSources, Model, PinnedFile } from '@ventral/core';
import {
  addressOf,
  discoverPlugins,
  findById,
  type InstalledPlugin,
  loadPlugin,
} from '@ventral/host';
import { type LockedPackage, lockedPackages, nameAndVersion } from '@ventral/scoring';
import pc from 'picocolors';
import { describeOptions } from '../describe-options.ts';

/** Options of `ventral info`. */
export interface InfoOptions {
  readonly json?: boolean;
}

type Plugin = Benchmark | Dataset | Metric<object, keyof MetricSources> | Model;

/** Shows what is known of every plugin with the given id (a metric and a model may share one). */
export async function info(id: string, { json }: InfoOptions): Promise<void> {
  const index = await discoverPlugins(process.cwd());
  const found = findById(index, id);
  const locked = await lockedPackages(process.cwd());
  const descriptions = await Promise.all(
    found.map(async (entry) => {
      const plugin = await loadPlugin(index, entry.kind, addressOf(entry));
      return describe(entry, plugin, locked.get(nameAndVersion(entry.package)));
    }),
  );
  if (json) {
    console.log(JSON.stringify(descriptions, undefined, 2));
    return;
  }
  console.log(descriptions.map(asText).join('\n\n'));
}

function describe(
  entry: InstalledPlugin,
  plugin: Plugin,
  locked: LockedPackage | undefined,
): Readonly<Record<string, unknown>> {
  const files = 'files' in plugin ? plugin.files : [];
  return {
    id: plugin.id,
    kind: plugin.kind,
    title: plugin.title,
    package: nameAndVersion(entry.package),
    folder: entry.package.folder,
    origin: locked?.resolved,
    integrity: locked?.integrity,
    'score version': plugin.scoreVersion,
    ...particulars(plugin),
    'superseded by': plugin.supersededBy,
    licence: plugin.licence,
    citation: plugin.citation,
    files: files.length === 0 ? undefined : describeFiles(files),
  };
}

function particulars(plugin: Plugin): Readonly<Record<string, unknown>> {
  switch (plugin.kind) {
    case 'dataset':
      return {
        species: plugin.species,
        regions: plugin.regions.join(', '),
        parts: describeParts(plugin),
      };
    case 'model':
      return {
        'visual degrees': plugin.visualDegrees,
        'region layers': plugin.regionLayers,
        'ImageNet top-1': plugin.imagenetTop1,
      };
    case 'metric':
      return {
        better: plugin.better,
        source: plugin.source,
        options: describeOptions(plugin.options),
      };
    case 'benchmark':
      return {
        dataset: plugin.dataset?.id,
        metric: plugin.metric?.id,
        species: plugin.species,
        region: plugin.region,
        degrees: plugin.degrees,
        'mean of': plugin.parts?.map(({ id }) => id),
      };
  }
}

/** The parts of a data set, each with the files it would fetch where it does not need all. */
function describeParts({ parts, filesOf }: Dataset): unknown {
  if (parts === undefined || filesOf === undefined) return parts;
  return Object.fromEntries(parts.map((part) => [part, describeFiles(filesOf(part))]));
}

function describeFiles(files: readonly PinnedFile[]): string {
  const known = files.filter(({ bytes }) => bytes !== undefined);
  const megabytes = known.reduce((sum, { bytes = 0 }) => sum + bytes, 0) / 1e6;
  const size = known.length === 0 ? 'sizes not stated' : `${megabytes.toFixed(1)} MB`;
  const rest = known.length < files.length && known.length > 0 ? ' and more' : '';
  return `${files.length} pinned by hash (${size}${rest}), fetched when needed`;
}

function asText(description: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(description).filter(([, value]) => value !== undefined);
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown
    .map(([name, value]) => `${pc.dim(name.padEnd(width))}  ${valueText(value, width + 2)}`)
    .join('\n');
}

function valueText(value: unknown, indent: number): string {
  const separator = `\n${' '.repeat(indent)}`;
  if (Array.isArray(value)) return value.join(value.length > 6 ? ' ' : separator);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, entry]) => `${name}: ${String(entry)}`)
    .join(separator);
}
