import { describeIssues, type ReadonlyDeep } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';

const text: v.GenericSchema<string> = v.pipe(v.string(), v.nonEmpty());

const columnSchema = v.strictObject({
  id: v.pipe(
    text,
    v.description(
      'Short name that the rows use. `imagenet_top1` (percent), `parameters`, `depth` and `year` are also taken as facts about the models.',
    ),
  ),
  title: v.pipe(text, v.description('As printed, or in plain words.')),
  unit: v.exactOptional(text),
  better: v.exactOptional(v.picklist(['higher', 'lower'])),
  benchmark: v.exactOptional(
    v.pipe(text, v.description('Id of the benchmark of Ventral nearest to it.')),
  ),
});

const rowSchema = v.strictObject({
  name: v.pipe(text, v.description('The model, as printed.')),
  model: v.exactOptional(v.pipe(text, v.description('Id of the model of Ventral that it is.'))),
  where: v.exactOptional(v.pipe(text, v.description('Where in the table, such as `row 4`.'))),
  values: v.pipe(
    v.record(text, v.number()),
    v.description('As printed, by id of column; what is not printed is left out.'),
  ),
  errors: v.exactOptional(
    v.pipe(v.record(text, v.number()), v.description('As printed, by id of column.')),
  ),
});

const fields = v.pipe(
  v.strictObject({
    publishedVersion: v.pipe(v.literal(1), v.description('Version of this format.')),
    id: v.pipe(text, v.regex(/^[\w.-]+$/), v.description('Permanent id of the table.')),
    title: text,
    citation: v.pipe(text, v.description('The work that prints it, with its DOI.')),
    url: v.exactOptional(v.pipe(v.string(), v.url(), v.regex(/^https?:/))),
    where: v.pipe(text, v.description('Where in that work: `Table 1`.')),
    notes: v.exactOptional(v.array(text)),
    columns: v.pipe(v.array(columnSchema), v.minLength(1)),
    rows: v.array(rowSchema),
  }),
  v.check(({ columns, rows }) => {
    const known = new Set(columns.map(({ id }) => id));
    return rows.every(({ values, errors = {} }) =>
      [...Object.keys(values), ...Object.keys(errors)].every((id) => known.has(id)),
    );
  }, 'must have values of its own columns alone'),
);

/** Results that others have printed, with their source; never mixed with computed scores. */
export interface PublishedFile extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** The schema of a file of published results; published as registry/published.schema.json. */
export const publishedSchema: v.GenericSchema<unknown, PublishedFile> = fields;

/**
 * Checks a file of published results.
 *
 * @param from where it was read, for the error
 * @throws VentralError `FILE_UNREADABLE` naming every field that is wrong
 */
export function parsePublished(value: unknown, from: string): PublishedFile {
  const result = v.safeParse(publishedSchema, value);
  if (result.success) return result.output;
  const problems = describeIssues(result.issues, 'published');
  throw new VentralError('FILE_UNREADABLE', `${from}: ${problems}.`, {
    hint: 'Its format is described by registry/published.schema.json of Ventral.',
  });
}
