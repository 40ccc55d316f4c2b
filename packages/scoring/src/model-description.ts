import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  describeIssues,
  type Model,
  type ModelFileOptions,
  type ReadonlyDeep,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { readJson } from '@ventral/files';
import * as v from 'valibot';
import { readPreprocessing } from './read-preprocessing.ts';

const text = v.pipe(v.string(), v.nonEmpty());

const fields = v.strictObject({
  modelDescriptionVersion: v.literal(1),
  title: v.exactOptional(v.pipe(text, v.description('One line for people.'))),
  citation: v.exactOptional(v.pipe(text, v.description('The work to cite.'))),
  preprocessing: v.exactOptional(
    v.pipe(v.unknown(), v.description('Name of a preset, or a description of a preprocessing.')),
  ),
  imageSize: v.exactOptional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.description('Width and height of its input in pixels.'),
    ),
  ),
  visualDegrees: v.exactOptional(
    v.pipe(
      v.number(),
      v.gtValue(0),
      v.finite(),
      v.description('Width of its field of view in degrees of visual angle.'),
    ),
  ),
  tokenizer: v.exactOptional(
    v.pipe(
      text,
      v.description(
        'Path of the tokenizer.json of a model of language, from the folder of its file.',
      ),
    ),
  ),
  regionLayers: v.exactOptional(
    v.pipe(v.record(text, text), v.description('The layer of each region; several joined as a+b.')),
  ),
});

/** What lies beside a model file and says how it is used: `net.ventral.json` of `net.onnx`; plain JSON. */
export interface ModelDescriptionFile extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** The schema of a description; published as registry/model-description.schema.json. */
export const modelDescriptionSchema: v.GenericSchema<unknown, ModelDescriptionFile> = fields;

/** Where the description of a model file lies. */
export function modelDescriptionPath(modelArgument: string): string {
  return `${modelArgument.replace(/\.\w+$/, '')}.ventral.json`;
}

/**
 * Reads the description beside a model file, where there is one.
 *
 * @throws VentralError `RECORD_INVALID` naming the file and every field that is wrong
 */
export async function readModelDescription(
  modelArgument: string,
): Promise<ModelDescriptionFile | undefined> {
  const path = modelDescriptionPath(modelArgument);
  if (!existsSync(path)) return undefined;
  const result = v.safeParse(modelDescriptionSchema, await readJson(path));
  if (result.success) return result.output;
  const problems = describeIssues(result.issues, 'description');
  throw new VentralError('RECORD_INVALID', `${path} describes no model file: ${problems}.`, {
    hint: `Mend it, or delete it and write it anew with: ventral describe ${modelArgument}`,
  });
}

/**
 * Those options of a model file that are known; a preprocessing as the file of it holds it, a tokenizer by its
 * path.
 */
export type KnownFileOptions = Pick<
  ModelDescriptionFile,
  'preprocessing' | 'imageSize' | 'visualDegrees' | 'tokenizer'
>;

/** How a model file is used, and what is to be said of that. */
export interface FileUse {
  readonly options: KnownFileOptions;
  /** What else a description says of the model. */
  readonly about: Partial<Pick<Model, 'title' | 'citation' | 'regionLayers'>>;
  /** What was not asked for, and is as the description says. */
  readonly taken: readonly string[];
}

/** How a model file is used: as asked, else as the description beside it says. */
export async function useOfFile(path: string, asked: ModelFileOptions): Promise<FileUse> {
  const { modelDescriptionVersion, title, citation, regionLayers, tokenizer, ...described } =
    (await readModelDescription(path)) ?? nothingDescribed;
  const options: KnownFileOptions = {
    ...described,
    ...(tokenizer !== undefined && { tokenizer: join(dirname(path), tokenizer) }),
  };
  const taken = optionNames.filter(
    (name) => asked[name] === undefined && options[name] !== undefined,
  );
  return {
    options: { ...options, ...(await optionsAsGiven(asked)) },
    about: {
      ...(title !== undefined && { title }),
      ...(citation !== undefined && { citation }),
      ...(regionLayers !== undefined && { regionLayers }),
    },
    taken: taken.map((name) => inWords[name](options[name])),
  };
}

const nothingDescribed: ModelDescriptionFile = { modelDescriptionVersion: 1 };

const optionNames = ['preprocessing', 'imageSize', 'visualDegrees', 'tokenizer'] as const;

const inWords: Readonly<Record<(typeof optionNames)[number], (value: unknown) => string>> = {
  preprocessing: (value) =>
    typeof value === 'string' ? `preprocessing ${value}` : 'a preprocessing of its own',
  imageSize: (value) => `${value} x ${value} pixels`,
  visualDegrees: (value) => `${value} degrees`,
  tokenizer: (value) => `the tokenizer ${basename(String(value))}`,
};

/** What is to be said of a score for which the description of a model file was used. */
export function noteOfUse(path: string, taken: readonly string[]): readonly string[] {
  if (taken.length === 0) return [];
  return [`From ${basename(modelDescriptionPath(path))}: ${taken.join(', ')}.`];
}

/** The options that are given, with the preprocessing that a file holds. */
export async function optionsAsGiven(asked: ModelFileOptions): Promise<KnownFileOptions> {
  const preprocessing = await readPreprocessing(asked.preprocessing);
  return Object.fromEntries(
    Object.entries({ ...asked, preprocessing }).filter(
      ([name, value]) => value !== undefined && optionNames.includes(name as 'imageSize'),
    ),
  );
}
