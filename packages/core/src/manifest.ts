import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { describeIssues } from './describe-issues.ts';
import { expandFamily, familySize, hasValuesForItsNames } from './manifest-family.ts';
import { apiVersion, pluginKinds } from './plugin.ts';
import type { ReadonlyDeep } from './readonly-deep.ts';

const largestFamily = 100_000;

const text: v.GenericSchema<string> = v.pipe(v.string(), v.nonEmpty());

const pluginEntrySchema = v.pipe(
  v.strictObject({
    kind: v.pipe(v.picklist(pluginKinds), v.description('What the plugin is.')),
    id: v.pipe(
      text,
      v.regex(/^[^\s@]+$/, 'must have no spaces and no @'),
      v.description(
        "Permanent id in the literature's spelling, unique within its kind; with <names> of `values`, that of a family.",
      ),
    ),
    export: v.pipe(
      text,
      v.description('Name of the export that is the plugin, or a list with it.'),
    ),
    title: v.pipe(text, v.description('One line for people; may use the <names> of `values`.')),
    scoreVersion: v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.description('Raised whenever a score made with the plugin changes.'),
    ),
    values: v.exactOptional(
      v.pipe(
        v.record(v.string(), text),
        v.description('Of a family: what each <name> in its id stands for, separated by spaces.'),
      ),
    ),
  }),
  v.check(
    (entry) => hasValuesForItsNames(entry),
    'must have one entry in values for each <name> in its id',
  ),
  v.check(
    (entry) => familySize(entry) <= largestFamily,
    `must stand for at most ${largestFamily} plugins`,
  ),
);

const modelFileEntrySchema = v.strictObject({
  extension: v.pipe(
    v.string(),
    v.regex(
      /^[\w-]*\.[\w.]+$/,
      'must be a file extension such as .onnx, or the end of a name such as model.json',
    ),
    v.description('Files whose names end so are models this package can open.'),
  ),
  prefix: v.exactOptional(
    v.pipe(
      v.string(),
      v.regex(/^[\w-]+\+$/, 'must be a word and a plus, such as retinal+'),
      v.description('Put before the name of the file to have it opened so: retinal+net.onnx.'),
    ),
  ),
  stimuli: v.exactOptional(
    v.pipe(
      v.literal('text'),
      v.description('Files are opened so where a tokenizer is named: models of language.'),
    ),
  ),
  export: v.pipe(text, v.description('Name of the export `(path, options) => Model`.')),
});

const frontEndEntrySchema = v.strictObject({
  prefix: v.pipe(
    v.string(),
    v.regex(/^[\w-]+\+$/, 'must be a word and a plus, such as retinal+'),
    v.description('Put before a network to have it trained behind: retinal+resnet-8.'),
  ),
  export: v.pipe(
    text,
    v.description('Name of the export `({ imageSize, settings }) => front end`.'),
  ),
});

const networkEntrySchema = v.strictObject({
  name: v.pipe(
    v.string(),
    v.regex(/^[\w-]+$/, 'must be a word, such as cornet-z'),
    v.description('What the network is called where it is to be trained.'),
  ),
  export: v.pipe(
    text,
    v.description('Name of the export `({ classes, seed, imageSize }) => network`.'),
  ),
});

const fields = v.strictObject({
  apiVersion: v.pipe(
    v.number(),
    v.integer(),
    v.description('Version of the plugin contract the package was made for.'),
  ),
  plugins: v.pipe(
    v.array(pluginEntrySchema),
    v.description('The plugins of the package.'),
    v.transform((entries) => entries.flatMap((entry) => expandFamily(entry))),
    v.rawCheck(({ dataset: { typed, value }, addIssue }) => {
      if (!typed) return;
      const listed = new Set<string>();
      for (const [key, entry] of value.entries()) {
        const address = `${entry.kind} ${entry.id}`;
        const item = { type: 'array', origin: 'value', input: value, key, value: entry } as const;
        if (listed.has(address)) addIssue({ message: 'must be listed once', path: [item] });
        listed.add(address);
      }
    }),
  ),
  modelFiles: v.exactOptional(
    v.pipe(v.array(modelFileEntrySchema), v.description('Kinds of model file it can open.')),
  ),
  networks: v.exactOptional(
    v.pipe(
      v.array(networkEntrySchema),
      v.description('Networks that can be trained from random weights.'),
    ),
  ),
  frontEnds: v.exactOptional(
    v.pipe(
      v.array(frontEndEntrySchema),
      v.description('What networks can be trained behind with it.'),
    ),
  ),
  mirrors: v.exactOptional(
    v.pipe(
      v.array(text),
      v.description('For work within the package itself: folders searched before the network.'),
    ),
  ),
});

/** What a package says of its plugins in the `ventral` field of its package.json. */
export interface Manifest extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** One plugin in a manifest. */
export type ManifestEntry = Manifest['plugins'][number];

/** One kind of model file in a manifest. */
export type ModelFileEntry = NonNullable<Manifest['modelFiles']>[number];

/** One network to train in a manifest. */
export type NetworkEntry = NonNullable<Manifest['networks']>[number];

/** One front end in a manifest. */
export type FrontEndEntry = NonNullable<Manifest['frontEnds']>[number];

/** The schema of a manifest; published as registry/manifest.schema.json. */
export const manifestSchema: v.GenericSchema<unknown, Manifest> = fields;

/**
 * Checks the `ventral` field of a package.json, once, from `unknown`.
 *
 * @param file path of the package.json, for the error
 * @throws VentralError `MANIFEST_INVALID` naming the file and every field that is wrong
 * @throws VentralError `API_VERSION_MISMATCH` for a package made for another contract
 */
export function parseManifest(value: unknown, file: string): Manifest {
  const stated = (value as { apiVersion?: unknown } | null)?.apiVersion;
  if (typeof stated === 'number' && stated !== apiVersion) {
    throw new VentralError(
      'API_VERSION_MISMATCH',
      `${file} is made for version ${stated} of the plugin contract; this is version ${apiVersion}.`,
      {
        hint:
          stated < apiVersion
            ? 'Update that package, or pin the older ventral it was made for.'
            : 'Update ventral: npm install --ignore-scripts ventral@latest',
      },
    );
  }
  const result = v.safeParse(manifestSchema, value);
  if (result.success) return result.output;
  const problems = describeIssues(result.issues, 'ventral');
  throw new VentralError('MANIFEST_INVALID', `${file}: ${problems}.`, {
    hint: 'The manifest fields are described in docs/plugin-spec.md of Ventral.',
  });
}
