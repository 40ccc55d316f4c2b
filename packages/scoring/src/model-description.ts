import { existsSync } from 'node:fs';
import { basename } from 'node:path';
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

const modelDescriptionSchema = v.strictObject({
  modelDescriptionVersion: v.literal(1),
  title: v.exactOptional(text),
  citation: v.exactOptional(text),
  preprocessing: v.exactOptional(
    v.pipe(v.unknown(), v.description('Name of a preset, or a description of a preprocessing.')),
  ),
  imageSize: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  visualDegrees: v.exactOptional(v.pipe(v.number(), v.gtValue(0), v.finite())),
  regionLayers: v.exactOptional(v.record(text, text)),
});

/** What lies beside a model file and says how it is used: `net.ventral.json` of `net.onnx`; plain JSON. */
export interface ModelDescriptionFile
  extends ReadonlyDeep<v.InferOutput<typeof modelDescriptionSchema>> {}

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
    hint: `Write it anew with: ventral describe ${modelArgument}`,
  });
}

/** Those options of a model file that are known; a preprocessing as the file of it holds it. */
export type KnownFileOptions = Pick<
  ModelDescriptionFile,
  'preprocessing' | 'imageSize' | 'visualDegrees'
>;

/** How a model file is used, and what is to be said of that. */
export interface FileUse {
  readonly options: KnownFileOptions;
  /** What else a description says of the model. */
  readonly about: Partial<Pick<Model, 'title' | 'citation' | 'regionLayers'>>;
  readonly notes: readonly string[];
}

/** How a model file is used: as asked, else as the description beside it says. */
export async function useOfFile(path: string, asked: ModelFileOptions): Promise<FileUse> {
  const { modelDescriptionVersion, title, citation, regionLayers, ...options } =
    (await readModelDescription(path)) ?? nothingDescribed;
  const taken = optionNames.filter(
    (name) => asked[name] === undefined && options[name] !== undefined,
  );
  const from = basename(modelDescriptionPath(path));
  return {
    options: { ...options, ...(await optionsAsGiven(asked)) },
    about: {
      ...(title !== undefined && { title }),
      ...(citation !== undefined && { citation }),
      ...(regionLayers !== undefined && { regionLayers }),
    },
    notes:
      taken.length === 0 ? [] : [`From ${from}: ${taken.map((one) => words[one]).join(', ')}.`],
  };
}

const nothingDescribed: ModelDescriptionFile = { modelDescriptionVersion: 1 };

const optionNames = ['preprocessing', 'imageSize', 'visualDegrees'] as const;

const words = {
  preprocessing: 'preprocessing',
  imageSize: 'image size',
  visualDegrees: 'degrees',
} as const;

/** The options that are given, with the preprocessing that a file holds. */
export async function optionsAsGiven(asked: ModelFileOptions): Promise<KnownFileOptions> {
  const preprocessing = await readPreprocessing(asked.preprocessing);
  return Object.fromEntries(
    Object.entries({ ...asked, preprocessing }).filter(
      ([name, value]) => value !== undefined && optionNames.includes(name as 'imageSize'),
    ),
  );
}
