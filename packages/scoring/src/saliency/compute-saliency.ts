import { basename } from 'node:path';
import type { NdArray, RgbImage } from '@ventral/arrays';
import {
  type ImageResponse,
  type ModelFileOptions,
  type OpenModel,
  throwIfInterrupted,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { withUnchangedFile } from '@ventral/files';
import { decodeImage } from '@ventral/images';
import * as v from 'valibot';
import type { RequestFields } from '../check-request.ts';
import { findModel, modelFileFields } from '../find-model.ts';
import { openOnDevice } from '../open-on-device.ts';
import type { ProjectRun } from '../project-run.ts';
import {
  type SaliencyMethodName,
  saliencyMethodNames,
  saliencyMethods,
} from './saliency-methods.ts';

/** A response of a model to an image, and how to say which pixels it depends on. */
export interface SaliencyRequest extends ModelFileOptions {
  /** Id of a model, or path of a model file. */
  readonly model: string;
  /** Path of an image, which fills the model's whole field of view. */
  readonly image: string;
  /** Index of a class, from 0, in the network's output; instead of a layer. */
  readonly class?: number | undefined;
  /** A layer: the response is its squared norm. */
  readonly layer?: string | undefined;
  /** Index of a unit in the values of the layer for one image: the response is then its value. */
  readonly unit?: number | undefined;
  /** @default all */
  readonly methods?: readonly SaliencyMethodName[] | undefined;
  /**
   * Noisy copies of SmoothGrad, and steps of integrated gradients.
   * @default 50
   */
  readonly samples?: number | undefined;
}

const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The fields of a request for saliency. */
export const saliencyFields: RequestFields<SaliencyRequest> = {
  ...modelFileFields,
  model: v.string(),
  image: v.string(),
  class: v.optional(index),
  layer: v.optional(v.string()),
  unit: v.optional(index),
  samples: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  methods: v.optional(v.pipe(v.array(v.picklist(saliencyMethodNames)), v.nonEmpty())),
};

/** Which pixels of an image a response depends on, by one method. */
export interface SaliencyMap extends NdArray<Float32Array> {
  readonly method: SaliencyMethodName;
  /** Height, width, 3: red, green, blue. */
  readonly shape: readonly number[];
  /** With its sign, of pixels from 0 (black) to 1. */
  readonly values: Float32Array;
  /** Numbers that belong to it, by name; see the method. */
  readonly facts: Readonly<Record<string, number>>;
}

/** Which pixels of an image a response of a model depends on. */
export interface Saliency {
  /** As it was asked for. */
  readonly model: string;
  /** Name of the image's file. */
  readonly image: string;
  /** The layer that the response is read from. */
  readonly layer: string;
  /** Index of the unit, or of the class where that was asked for; undefined for a squared norm. */
  readonly unit: number | undefined;
  /** The response to the image. */
  readonly response: number;
  /** The image as the network sees it. */
  readonly seen: RgbImage;
  readonly maps: readonly SaliencyMap[];
}

/**
 * Says which pixels of an image a response of a model depends on.
 *
 * @throws VentralError `OPTION_INVALID` for a class or unit that there is not, and unless one of class and
 *   layer is named
 * @throws VentralError `GRADIENT_UNAVAILABLE` for a model that cannot be differentiated
 * @throws VentralError `RESPONSES_INVALID` where a gradient is NaN or infinite
 * @throws VentralError `FILE_UNREADABLE`, `IMAGE_UNREADABLE`, `LAYER_NOT_FOUND`
 */
export async function computeSaliency(
  request: SaliencyRequest,
  { plugins, context }: ProjectRun,
): Promise<Saliency> {
  const { methods = saliencyMethodNames, samples = 50 } = request;
  const asked = askedResponse(request);
  const image = await readImage(request.image);
  const { model: name, image: path, preprocessing, imageSize, visualDegrees } = request;
  const { model } = await findModel(name, { preprocessing, imageSize, visualDegrees }, plugins);
  await using open = await openOnDevice(model, name, context);
  await using gradient = await requireGradient(name, open)(asked, context);
  const seen = gradient.fit(image);
  const pixels = Float32Array.from(seen.data, (level) => level / 255);
  const { responses, gradients } = await gradient.run(pixels);
  const response = responses[0]!;
  const maps: SaliencyMap[] = [];
  for (const method of methods) {
    const { title, compute } = saliencyMethods[method];
    const report = (done: number, total: number) => {
      throwIfInterrupted(context.signal, `after ${done} of ${total} images of ${method}`);
      context.report({ task: title, done, total, unit: 'images' });
    };
    const { seed } = context;
    const task = { gradient, pixels, response, slopes: gradients, samples, seed, report };
    const shape = [seen.height, seen.width, 3];
    maps.push({ method, shape, ...(await compute(task)) });
  }
  const from = { layer: gradient.layer, unit: gradient.unit };
  return { model: name, image: basename(path), ...from, response, seen, maps };
}

function askedResponse({ class: one, layer, unit }: SaliencyRequest): ImageResponse {
  if (one !== undefined && layer === undefined && unit === undefined) return { class: one };
  if (one === undefined && layer !== undefined) return { layer, unit };
  const what =
    one === undefined
      ? unit === undefined
        ? 'no response is named'
        : `unit ${unit} is of no layer`
      : `class ${one} and a ${layer === undefined ? 'unit' : 'layer'} are two responses`;
  throw new VentralError('OPTION_INVALID', `Nothing can be differentiated: ${what}.`, {
    hint: 'Name a class, or a layer, or a layer and one of its units.',
  });
}

function requireGradient(name: string, open: OpenModel): NonNullable<OpenModel['openGradient']> {
  if (open.openGradient !== undefined) return open.openGradient.bind(open);
  throw new VentralError('GRADIENT_UNAVAILABLE', `The model '${name}' cannot be differentiated.`, {
    hint:
      'Models of ONNX networks can, where nothing in them is random: .onnx files, and those of ' +
      'installed packages that are made of one.',
  });
}

async function readImage(path: string): Promise<RgbImage> {
  const bytes = await withUnchangedFile(path, (file) => file.readFile());
  return decodeImage(bytes, basename(path));
}
