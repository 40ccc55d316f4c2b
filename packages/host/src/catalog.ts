import { describeIssues, pluginKinds, type ReadonlyDeep } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';

const text: v.GenericSchema<string> = v.pipe(v.string(), v.nonEmpty());
const count: v.GenericSchema<number> = v.pipe(v.number(), v.integer(), v.minValue(1));

const entrySchema = v.strictObject({
  kind: v.pipe(v.picklist(pluginKinds), v.description('What the plugin is.')),
  id: v.pipe(text, v.description('Its permanent id.')),
  // Handed on to a package manager: no flag, path or address.
  package: v.pipe(
    text,
    v.regex(/^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~][\w.~-]*$/, 'must be the name of an npm package'),
    v.description('The npm package that brings it.'),
  ),
  version: v.pipe(text, v.description('Version of the package, when the catalogue was made.')),
  scoreVersion: v.pipe(count, v.description('Raised whenever its scores change.')),
  title: v.pipe(text, v.description('One line for people.')),
  licence: v.exactOptional(v.pipe(text, v.description('Of its data or weights.'))),
  citation: v.exactOptional(v.pipe(text, v.description('The work behind it.'))),
  species: v.exactOptional(v.pipe(text, v.description('Whose responses or behaviour it has.'))),
  modality: v.exactOptional(v.pipe(text, v.description('How they were measured.'))),
  unit: v.exactOptional(
    v.pipe(text, v.description('What its scores count, where that is no agreement.')),
  ),
  stimuli: v.exactOptional(
    v.pipe(text, v.description('What its stimuli are, or those that it takes; images by default.')),
  ),
  regions: v.exactOptional(
    v.pipe(v.array(text), v.description('Regions; behavior for behaviour.')),
  ),
  bytes: v.exactOptional(v.pipe(count, v.description('Size of its files, where each is known.'))),
  supersededBy: v.exactOptional(
    v.pipe(text, v.description('Id of the plugin of its kind to use instead.')),
  ),
});

const fields = v.strictObject({
  catalogVersion: v.pipe(v.literal(1), v.description('Version of this format.')),
  plugins: v.pipe(v.array(entrySchema), v.description('Sorted by kind and id.')),
});

/** The plugins that can be installed. */
export interface Catalog extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** What the catalogue says of one published plugin. */
export type CatalogEntry = Catalog['plugins'][number];

/** The schema of the catalogue; published as registry/catalog.schema.json. */
export const catalogSchema: v.GenericSchema<unknown, Catalog> = fields;

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
