import type { PublishedFile } from './published-schema.ts';
import type { SiteModel } from './site-data.ts';

/** What is known of a plugin beside its scores. */
export interface PluginFacts {
  readonly title: string;
  readonly package?: string;
  /** Of a benchmark. */
  readonly region?: string;
  readonly species?: string;
  /** @default 'image' */
  readonly stimuli?: string;
  readonly modality?: string;
  /** What its scores count, where that is no agreement. */
  readonly unit?: string;
  readonly citation?: string;
  readonly licence?: string;
  readonly bytes?: number;
}

/** What is known of plugins, by id. */
export interface SiteFacts {
  readonly benchmarks: ReadonlyMap<string, PluginFacts>;
  readonly models: ReadonlyMap<string, PluginFacts>;
}

/** Facts about a model that printed tables hold, from the first table that has them. */
export function printedFacts(
  model: string,
  published: readonly PublishedFile[],
): Pick<SiteModel, 'imagenet' | 'parameters' | 'year'> {
  const find = (column: string) => {
    for (const { citation, where, rows } of published) {
      const value = rows.find((row) => row.model === model)?.values[column];
      if (value !== undefined) return { value, source: `${citation} ${where}` };
    }
    return undefined;
  };
  const [imagenet, parameters, year] = [find('imagenet_top1'), find('parameters'), find('year')];
  return {
    ...(imagenet === undefined ? {} : { imagenet }),
    ...(parameters === undefined ? {} : { parameters: parameters.value }),
    ...(year === undefined ? {} : { year: year.value }),
  };
}
