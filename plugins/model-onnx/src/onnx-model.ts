import {
  defineModel,
  type Model,
  type ModelDescription,
  type OpenModel,
  type PinnedFile,
  type RunContext,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { fetchFile } from '@ventral/files';
import { type Preprocessing, preprocessings } from '@ventral/images';
import { externalFiles, listLayers, readModel } from '@ventral/onnx';
import { candidateLayers } from './candidate-layers.ts';
import { imageInput, inputShape } from './image-input.ts';
import { look } from './look.ts';
import { modelDigest } from './model-digest.ts';

/** What makes a model of an ONNX file. */
export interface OnnxModelDescription
  extends Omit<ModelDescription, 'files' | 'open' | 'visualDegrees'> {
  /** Path of the file, or a pinned file that is fetched when the model is opened. */
  readonly file: string | PinnedFile;
  /**
   * What is done to images before the network sees them. Without it the network's layers can be
   * listed, but it cannot look at images.
   */
  readonly preprocessing: Preprocessing | undefined;
  /**
   * Width and height of the network's input in pixels.
   * @default what the file states
   */
  readonly imageSize?: number | undefined;
  /**
   * Width of the field of view in degrees of visual angle.
   * @default 8, as Brain-Score takes for networks trained on ImageNet
   */
  readonly visualDegrees?: number;
  /**
   * Layers worth comparing with the brain.
   * @default the ends of the network's blocks; see {@link candidateLayers}
   */
  readonly candidateLayers?: readonly string[];
}

/**
 * Makes a model of an ONNX network that takes one colour image.
 *
 * @example
 * const model = onnxModel({
 *   id: 'my_network',
 *   title: 'My network',
 *   file: 'my_network.onnx',
 *   preprocessing: preprocessings.torch,
 * });
 */
export function onnxModel({
  file,
  preprocessing,
  imageSize,
  candidateLayers: chosenLayers,
  visualDegrees = 8,
  ...description
}: OnnxModelDescription): Model {
  return defineModel({
    ...description,
    visualDegrees,
    files: typeof file === 'string' ? [] : [file],
    async open(context: RunContext): Promise<OpenModel> {
      const path = typeof file === 'string' ? file : await fetchFile(file, context);
      const network = await readModel(path);
      const input = imageInput(network, imageSize);
      const layers = await listLayers(network, { [input.name]: inputShape(input, input.batch) });
      const files = [path, ...externalFiles(network)];
      const name = typeof file === 'string' ? file : description.id;
      return {
        digest: await modelDigest(files, preprocessing, input.size),
        layers,
        candidateLayers: chosenLayers ?? candidateLayers(layers),
        look(stimuli, names, lookContext) {
          if (preprocessing === undefined) throw preprocessingMissing(name);
          return look({ name, network, layers, input, preprocessing }, stimuli, names, lookContext);
        },
        async [Symbol.asyncDispose]() {},
      };
    },
  });
}

function preprocessingMissing(model: string): VentralError {
  return new VentralError('OPTION_INVALID', `How ${model} wants its images is not known.`, {
    hint:
      `Say it with --preprocessing ${Object.keys(preprocessings).join('|')}, or with a file: ` +
      '--preprocessing FILE.json. A wrong one gives wrong scores: take what its authors state.',
  });
}
