import type { Benchmark } from '@ventral/core';
import { isVentralError } from '@ventral/errors';
import { type Catalog, loadPlugin, type PluginIndex, unitOf } from '@ventral/host';
import type { RecordEntry } from './record-entry.ts';
import type { PluginFacts, SiteFacts } from './site-facts.ts';

/**
 * What catalogue and project say of the plugins that records name: the catalogue first; of others, what
 * their manifests say, and of benchmarks that only the project has, they themselves.
 */
export async function gatherFacts(
  entries: readonly RecordEntry[],
  { catalog, plugins }: { readonly catalog: Catalog | undefined; readonly plugins: PluginIndex },
): Promise<SiteFacts> {
  const ids = (read: (entry: RecordEntry) => string) => [...new Set(entries.map(read))];
  const listed = (kind: 'benchmark' | 'model') =>
    new Map<string, PluginFacts>(
      (catalog?.plugins ?? [])
        .filter((entry) => entry.kind === kind)
        .map(({ id, regions, ...entry }) => [id, { ...entry, ...regionOf(regions) }]),
    );
  const installed = (kind: 'benchmark' | 'model', id: string): PluginFacts | undefined => {
    const found = plugins.plugins.find((plugin) => plugin.kind === kind && plugin.id === id);
    const { name } = found?.package.packageJson ?? {};
    return found && { title: found.title, ...(name === undefined ? {} : { package: name }) };
  };
  const [benchmarks, models] = [listed('benchmark'), listed('model')];
  for (const id of ids(({ model }) => model.id)) {
    const facts = models.get(id) ?? installed('model', id);
    if (facts !== undefined) models.set(id, facts);
  }
  for (const id of ids(({ benchmark }) => benchmark.id)) {
    if (benchmarks.has(id)) continue;
    const facts = installed('benchmark', id);
    if (facts !== undefined) benchmarks.set(id, { ...facts, ...(await ownFacts(id, plugins)) });
  }
  return { benchmarks, models };
}

function regionOf(regions: readonly string[] | undefined): { readonly region?: string } {
  const [region, ...others] = regions ?? [];
  if (region === undefined) return {};
  return { region: others.length > 0 ? 'ventral stream' : region };
}

/** What a benchmark says of itself; nothing, where it cannot be imported. */
async function ownFacts(id: string, plugins: PluginIndex): Promise<Partial<PluginFacts>> {
  try {
    const benchmark: Benchmark = await loadPlugin(plugins, 'benchmark', id);
    const { region, stimuli, species, modality, citation, licence } = benchmark;
    const unit = unitOf(benchmark);
    return {
      region,
      stimuli,
      ...(species === '' ? {} : { species }),
      ...(modality === undefined ? {} : { modality }),
      ...(unit === undefined ? {} : { unit }),
      ...(citation === undefined ? {} : { citation }),
      ...(licence === undefined ? {} : { licence }),
    };
  } catch (error) {
    if (isVentralError(error)) return {};
    throw error;
  }
}
