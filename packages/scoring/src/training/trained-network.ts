import { existsSync } from 'node:fs';
import type { ModelFileOptions } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { whileUnchanged } from '@ventral/files';
import {
  type Preprocessing,
  parsePreprocessing,
  preprocess,
  preprocessings,
} from '@ventral/images';
import { externalFiles, modelInputs, type OnnxModel, readModel } from '@ventral/onnx';
import { type PixelScale, resNet, withOwnWeights } from '@ventral/training';
import { useOfFile } from '../model-description.ts';
import { readPreprocessing } from '../read-preprocessing.ts';
import type { RecordedFile } from '../record.ts';
import { recordInputFile } from '../record-input-file.ts';

/** A network before it is trained. */
export interface StartingNetwork {
  readonly model: OnnxModel;
  readonly preprocessing: Preprocessing;
  /** Width and height of its input, in pixels. */
  readonly imageSize: number;
  /** The file that it comes from, where it is one. */
  readonly file: RecordedFile | undefined;
}

/** What a network that is made here may be asked to be. */
export interface StartingNetworkRequest
  extends Pick<ModelFileOptions, 'preprocessing' | 'imageSize'> {
  readonly network: string;
  readonly width?: number | undefined;
}

const made = /^resnet-(\d+)$/;

/**
 * The network that an argument means: `resnet-20`, a residual network of that depth with random weights, or a network
 * file (.onnx).
 *
 * @param classes that the images have
 * @param seed of the weights of a network that is made
 * @throws VentralError `OPTION_INVALID` for what is no network, or one that the settings do not fit
 */
export async function openStartingNetwork(
  request: StartingNetworkRequest,
  classes: number,
  seed: number,
): Promise<StartingNetwork> {
  const { network, width } = request;
  const depth = made.exec(network)?.[1];
  if (depth !== undefined) {
    const imageSize = request.imageSize ?? 32;
    const settings = { depth: Number(depth), classes, imageSize, seed };
    return {
      model: resNet({ ...settings, ...(width !== undefined && { width }) }),
      preprocessing: preprocessingOf((await readPreprocessing(request.preprocessing)) ?? 'torch'),
      imageSize,
      file: undefined,
    };
  }
  if (!/\.onnx$/i.test(network) || !existsSync(network)) {
    throw new VentralError('OPTION_INVALID', `'${network}' is no network that can be trained.`, {
      hint: 'Give resnet-N with N = 8, 14, 20, ..., or the path of a network (.onnx).',
    });
  }
  if (width !== undefined) {
    throw new VentralError('OPTION_INVALID', `${network} has a width of its own.`, {
      hint: 'Leave out --width: it is for networks that are made here.',
    });
  }
  return openNetworkFile(network, request);
}

/** What each level of each channel becomes before a network sees it. */
export function pixelScaleOf(preprocessing: Preprocessing): PixelScale {
  const data = Uint8Array.from({ length: 3 * 256 }, (_, index) => Math.floor(index / 3));
  const size = { width: 256, height: 1 };
  const asItIs = { ...preprocessing, resize: preprocessings.torch.resize };
  return {
    levels: preprocess({ ...size, data }, asItIs, size, 'NCHW'),
    channels: preprocessing.channelOrder === 'RGB' ? [0, 1, 2] : [2, 1, 0],
  };
}

async function openNetworkFile(
  path: string,
  { preprocessing: asked, imageSize: askedSize }: StartingNetworkRequest,
): Promise<StartingNetwork> {
  const file = await recordInputFile(path);
  const model = await whileUnchanged(path, () => readModel(path));
  if (externalFiles(model).length > 0) {
    throw new VentralError('OPTION_INVALID', `${path} keeps weights in other files.`, {
      hint: 'Save it with its weights inside: onnx.save(model, path, save_as_external_data=False).',
    });
  }
  const { options } = await useOfFile(path, { preprocessing: asked, imageSize: askedSize });
  if (options.preprocessing === undefined) {
    throw new VentralError('OPTION_INVALID', `Nothing says what ${path} does to images.`, {
      hint: 'Name its preprocessing, such as --preprocessing torch, or describe it once: ventral describe.',
    });
  }
  const [height, width] = modelInputs(model)[0]?.shape.slice(2) ?? [];
  const imageSize = options.imageSize ?? (height === width ? height : undefined);
  if (imageSize === undefined) {
    throw new VentralError('OPTION_INVALID', `${path} does not say how large its images are.`, {
      hint: 'Say it: --image-size 32.',
    });
  }
  const own = await withOwnWeights(model);
  return { model: own, preprocessing: preprocessingOf(options.preprocessing), imageSize, file };
}

function preprocessingOf(given: unknown): Preprocessing {
  if (typeof given !== 'string') return parsePreprocessing(given);
  if (Object.hasOwn(preprocessings, given)) return preprocessings[given as 'torch'];
  throw new VentralError('OPTION_INVALID', `There is no preprocessing '${given}'.`, {
    hint: `There are ${Object.keys(preprocessings).join(', ')}; or name a .json file of one.`,
  });
}
