import { dirname, relative } from 'node:path';
import type { ModelFileOptions } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { layersOfChoice } from '@ventral/host';
import * as v from 'valibot';
import type { RequestFields } from './check-request.ts';
import { findModel, modelFileFields } from './find-model.ts';
import type { ModelDescriptionFile } from './model-description.ts';
import type { ProjectRun } from './project-run.ts';

/** What is to be said of a model file, for every later use of it. */
export interface DescribeRequest extends ModelFileOptions {
  /** Path of the model file. */
  readonly model: string;
  readonly title?: string | undefined;
  readonly citation?: string | undefined;
  /** The layer that stands for each region: `{ V4: 'fire7/concat' }`. */
  readonly regionLayers?: Readonly<Record<string, string>> | undefined;
}

/** The fields of a request to describe a model file. */
export const describeFields: RequestFields<DescribeRequest> = {
  ...modelFileFields,
  model: v.string(),
  title: v.optional(v.string()),
  citation: v.optional(v.string()),
  regionLayers: v.optional(v.record(v.string(), v.string())),
};

/**
 * Makes the description of a model file, once the model opens with it and has the layers. What an earlier
 * description says, and is not said anew, stays.
 *
 * @throws VentralError `OPTION_INVALID` where nothing is said
 * @throws VentralError `OPTION_INVALID` for a model that is no file
 * @throws VentralError `LAYER_NOT_FOUND` with the nearest names
 */
export async function describeModel(
  { title, citation, regionLayers, ...request }: DescribeRequest,
  { plugins, context }: ProjectRun,
): Promise<ModelDescriptionFile> {
  const { model, file, options, about } = await findModel(request.model, request, plugins);
  if (file === undefined) {
    throw new VentralError('OPTION_INVALID', `The model '${model.id}' comes with a package.`, {
      hint: 'Only model files are described beside them: its package describes it.',
    });
  }
  if (file !== request.model) {
    throw new VentralError('OPTION_INVALID', `${request.model} is described as ${file} is.`, {
      hint: `What is said of the network holds here as well: ventral describe ${file}`,
    });
  }
  const description = {
    modelDescriptionVersion: 1 as const,
    ...about,
    ...(title !== undefined && { title }),
    ...(citation !== undefined && { citation }),
    ...options,
    ...(options.tokenizer !== undefined && {
      tokenizer: relative(dirname(file), options.tokenizer),
    }),
    ...(regionLayers !== undefined && {
      regionLayers: { ...about.regionLayers, ...regionLayers },
    }),
  };
  if (Object.keys(description).length === 1) {
    throw new VentralError('OPTION_INVALID', `Nothing is said of ${request.model}.`, {
      hint: 'Say what is to be known of it, such as: --preprocessing torch --layer V4=layer3',
    });
  }
  await using open = await model.open(context);
  const names = open.layers.map(({ name }) => name);
  for (const choice of Object.values(description.regionLayers ?? {})) {
    for (const layer of layersOfChoice(choice, names)) {
      if (names.includes(layer)) continue;
      throw new VentralError('LAYER_NOT_FOUND', `${request.model} has no layer '${layer}'.`, {
        hint: `${didYouMean(layer, names)}List all ${names.length} with: ventral layers ${request.model}`,
      });
    }
  }
  return description;
}
