import { describeIssues, type PluginKind, pluginKinds } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';

/** What the catalogue says of one published plugin. */
export interface CatalogEntry {
  readonly kind: PluginKind;
  readonly id: string;
  /** The npm package that brings it. */
  readonly package: string;
  /** Version of the package when the catalogue was made. */
  readonly version: string;
  readonly scoreVersion: number;
  readonly title: string;
  readonly licence?: string;
  readonly citation?: string;
  readonly species?: string;
  readonly regions?: readonly string[];
  /** Size of its files, where each is known; nothing is fetched before it is used. */
  readonly bytes?: number;
  /** Id of the plugin of the same kind to use instead. */
  readonly supersededBy?: string;
}

/** The plugins that can be installed. */
export interface Catalog {
  readonly catalogVersion: 1;
  /** Sorted by kind and id. */
  readonly plugins: readonly CatalogEntry[];
}

const text = v.pipe(v.string(), v.nonEmpty());
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** The schema of the catalogue; published as registry/catalog.schema.json. */
export const catalogSchema: v.GenericSchema<unknown, Catalog> = v.strictObject({
  catalogVersion: v.pipe(v.literal(1), v.description('Version of this format.')),
  plugins: v.array(
    v.strictObject({
      kind: v.pipe(v.picklist(pluginKinds), v.description('What the plugin is.')),
      id: v.pipe(text, v.description('Its permanent id.')),
      package: v.pipe(text, v.description('The npm package that brings it.')),
      version: v.pipe(text, v.description('Version of the package, when the catalogue was made.')),
      scoreVersion: v.pipe(count, v.description('Raised whenever its scores change.')),
      title: v.pipe(text, v.description('One line for people.')),
      licence: v.exactOptional(v.pipe(text, v.description('Of its data or weights.'))),
      citation: v.exactOptional(v.pipe(text, v.description('The work behind it.'))),
      species: v.exactOptional(v.pipe(text, v.description('Whose responses or behaviour it has.'))),
      regions: v.exactOptional(
        v.pipe(v.array(text), v.description('Regions; behavior for behaviour.')),
      ),
      bytes: v.exactOptional(
        v.pipe(count, v.description('Size of its files, where each is known.')),
      ),
      supersededBy: v.exactOptional(
        v.pipe(text, v.description('Id of the plugin of its kind to use instead.')),
      ),
    }),
  ),
});

/**
 * Checks a catalogue, once, from `unknown`.
 *
 * @param from where it was read, for the error
 * @throws VentralError `FILE_UNREADABLE` naming every field that is wrong
 */
export function parseCatalog(value: unknown, from: string): Catalog {
  const result = v.safeParse(catalogSchema, value);
  if (result.success) return result.output;
  const problems = describeIssues(result.issues, 'catalog');
  throw new VentralError('FILE_UNREADABLE', `${from}: ${problems}.`, {
    hint: 'Its format is described by registry/catalog.schema.json of Ventral.',
  });
}
