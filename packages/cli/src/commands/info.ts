import type { Command } from '@commander-js/extra-typings';
import type { Benchmark, Dataset, Metric, MetricSources, Model, PinnedFile } from '@ventral/core';
import type { LockedPackage } from '@ventral/scoring';
import pc from 'picocolors';
import { jsonText } from '../json-text.ts';

type Plugin = Benchmark | Dataset | Metric<object, keyof MetricSources> | Model;

/** `ventral info`: shows what is known of every plugin with the id (a metric and a model may share one). */
export function addInfo(program: Command): void {
  program
    .command('info')
    .description('Show what a plugin is, where it comes from, and what it would download')
    .argument('<id>', 'id of a data set, model, metric or benchmark')
    .option('--json', 'print JSON')
    .action(async (id, { json }) => {
      const host = await import('@ventral/host');
      const { lockedPackages } = await import('@ventral/scoring');
      const index = await host.discoverPlugins(process.cwd());
      const found = host.findById(index, id);
      const locked = await lockedPackages(process.cwd());
      const descriptions = await Promise.all(
        found.map(async (entry) => {
          const plugin = await host.loadPlugin(index, entry.kind, host.addressOf(entry));
          const from = host.nameAndVersion(entry.package);
          const packageFacts = { package: from, folder: entry.package.folder };
          return describe(plugin, packageFacts, locked.get(from));
        }),
      );
      if (json) {
        process.stdout.write(jsonText(descriptions));
        return;
      }
      console.log(descriptions.map(asText).join('\n\n'));
    });
}

async function describe(
  plugin: Plugin,
  packageFacts: { readonly package: string; readonly folder: string },
  locked: LockedPackage | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const files = 'files' in plugin ? plugin.files : [];
  return {
    id: plugin.id,
    kind: plugin.kind,
    title: plugin.title,
    ...packageFacts,
    origin: locked?.resolved,
    integrity: locked?.integrity,
    'score version': plugin.scoreVersion,
    ...(await particulars(plugin)),
    'superseded by': plugin.supersededBy,
    licence: plugin.licence,
    citation: plugin.citation,
    files: files.length === 0 ? undefined : describeFiles(files),
  };
}

async function particulars(plugin: Plugin): Promise<Readonly<Record<string, unknown>>> {
  switch (plugin.kind) {
    case 'dataset':
      return {
        stimuli: plugin.stimuli,
        species: plugin.species,
        regions: plugin.regions.join(', '),
        parts: describeParts(plugin),
      };
    case 'model':
      return {
        stimuli: plugin.stimuli,
        'visual degrees': plugin.visualDegrees,
        'region layers': plugin.regionLayers,
        'ImageNet top-1': plugin.imagenetTop1,
        accuracy: plugin.accuracy,
      };
    case 'metric': {
      const { describeOptions } = await import('../describe-options.ts');
      return {
        better: plugin.better,
        source: plugin.source,
        options: describeOptions(plugin.options),
      };
    }
    case 'benchmark':
      return {
        dataset: plugin.dataset?.id,
        metric: plugin.metric?.id,
        stimuli: plugin.stimuli,
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
