import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ModelFileOptions } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { whileUnchanged } from '@ventral/files';
import type { PluginIndex } from '@ventral/host';
import {
  type Preprocessing,
  parsePreprocessing,
  preprocess,
  preprocessings,
} from '@ventral/images';
import {
  type NetworkOptions,
  noiseInput,
  putBehind,
  type TrainingFrontEnd,
} from '@ventral/network';
import { externalFiles, modelInputs, type OnnxModel, readModel } from '@ventral/onnx';
import {
  type DrawnInput,
  type PixelScale,
  readTrainable,
  resNet,
  withNewOutput,
  withOwnWeights,
} from '@ventral/training';
import { useOfFile } from '../model-description.ts';
import { readPreprocessing } from '../read-preprocessing.ts';
import type { RecordedFile } from '../record.ts';
import { recordInputFile } from '../record-input-file.ts';
import { type OpenedFrontEnd, openFrontEnd } from './front-end.ts';
import { makeNamedNetwork, type NamedNetwork } from './named-network.ts';

/** A network before it is trained. */
export interface StartingNetwork {
  /** As it is used. */
  readonly model: OnnxModel;
  /** As it learns, where that is another. */
  readonly learning?: OnnxModel;
  /** What it takes beside images. */
  readonly drawn: readonly DrawnInput[];
  /** Names of the weights that learn. */
  readonly trainable: readonly string[];
  /** The package that made it, where one did. */
  readonly made?: NamedNetwork | undefined;
  /** Width of its field of view in degrees of visual angle, and its layers for regions, where it says so. */
  readonly visualDegrees?: number | undefined;
  readonly regionLayers?: Readonly<Record<string, string>> | undefined;
  /** What stands before it, and the package that brings that. */
  readonly frontEnd: OpenedFrontEnd | undefined;
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
  readonly frontEnd?: Readonly<Record<string, number>> | undefined;
  readonly newOutput?: boolean | undefined;
}

const made = /^resnet-(\d+)$/;
// Width and height of the images of a network that is made, in pixels.
const usualSize = 32;

/**
 * The network that an argument means: `resnet-20`, a residual network of that depth with random weights; one of an
 * installed package by its name, such as `cornet-z`; or a network file (.onnx). Behind a front end where one is named before it, as `retinal+resnet-20`.
 *
 * @param classes that the images have
 * @param seed of the weights of a network that is made
 * @throws VentralError `OPTION_INVALID` for what is no network, or one that the settings do not fit
 * @throws VentralError `PLUGIN_NOT_FOUND` for a front end that no installed package brings
 */
export async function openStartingNetwork(
  request: StartingNetworkRequest,
  classes: number,
  seed: number,
  plugins: PluginIndex,
): Promise<StartingNetwork> {
  const [prefix, network] = partedAddress(request.network);
  if (prefix === undefined) {
    if (request.frontEnd !== undefined) {
      throw new VentralError('OPTION_INVALID', `Nothing stands before ${network} to be set.`, {
        hint: 'Name what does: vone+resnet-8; or leave the settings out.',
      });
    }
    const asked = { classes, seed };
    const { model, ...others } = await openPlainNetwork(request, asked, plugins);
    return { ...others, ...(await behindNothing(model)) };
  }
  const asked = { classes, seed };
  const imageSize = request.imageSize ?? (await statedSize(network, asked, plugins)) ?? usualSize;
  const frontEnd = await openFrontEnd(
    prefix,
    { imageSize, settings: request.frontEnd ?? {} },
    plugins,
  );
  const { preprocessing, shape } = frontEnd.made;
  const behind = await openPlainNetwork(
    { ...request, network, imageSize, preprocessing: request.preprocessing ?? preprocessing },
    asked,
    plugins,
    shape,
  );
  const trainable = Object.keys(await readTrainable({ model: behind.model, trainable: 'all' }));
  const { whole, learning, drawn } = await putBehind(behind.model, frontEnd.made, imageSize);
  return { ...behind, model: whole, learning, drawn, trainable, imageSize, frontEnd };
}

type PlainNetwork = Pick<
  StartingNetwork,
  'model' | 'preprocessing' | 'imageSize' | 'file' | 'made' | 'visualDegrees' | 'regionLayers'
>;

type Asked = Pick<NetworkOptions, 'classes' | 'seed'>;

/** What stands before a network in an address, and the rest; a file that is called so has nothing before it. */
function partedAddress(address: string): readonly [prefix: string | undefined, network: string] {
  const [, prefix, name = ''] = /^([\w-]+\+)(.+)$/.exec(basename(address)) ?? [];
  if (prefix === undefined || existsSync(address)) return [undefined, address];
  return [prefix, join(dirname(address), name)];
}

/** Of a network that was trained behind a front end, that does not learn, and its noise is drawn. */
async function behindNothing(
  model: OnnxModel,
): Promise<Pick<StartingNetwork, 'model' | 'drawn' | 'trainable' | 'frontEnd'>> {
  const all = Object.keys(await readTrainable({ model, trainable: 'all' }));
  const drawn = modelInputs(model).flatMap(({ name, shape: [, ...shape] }) => {
    const known = shape.filter((size) => size !== undefined);
    return name === noiseInput && known.length === shape.length
      ? [{ name, shape: known, kind: 'normal' as const }]
      : [];
  });
  const trainable = all.filter((name) => !name.startsWith('front/'));
  return { model, drawn, trainable, frontEnd: undefined };
}

/** What the network behind a front end takes as its images, where it says so. */
async function statedSize(
  network: string,
  asked: Asked,
  plugins: PluginIndex,
): Promise<number | undefined> {
  const named = await makeNamedNetwork(network, asked, plugins);
  if (named !== undefined) return named.imageSize;
  if (!existsSync(network)) return undefined;
  return (await useOfFile(network, {})).options.imageSize;
}

async function openPlainNetwork(
  request: StartingNetworkRequest,
  asked: Asked,
  plugins: PluginIndex,
  seen?: TrainingFrontEnd['shape'],
): Promise<PlainNetwork> {
  const { network, width } = request;
  const depth = made.exec(network)?.[1];
  const named = await makeNamedNetwork(
    network,
    { ...asked, imageSize: request.imageSize },
    plugins,
  );
  const isFile = depth === undefined && named === undefined;
  if (request.newOutput && !isFile) {
    throw new VentralError('OPTION_INVALID', `${network} is made with an output for each class.`, {
      hint: 'Leave out --new-output: it is for network files.',
    });
  }
  if (depth !== undefined) {
    const imageSize = request.imageSize ?? usualSize;
    const [channels = 3, places = imageSize] = seen ?? [];
    const settings = { depth: Number(depth), imageSize: places, ...asked };
    return {
      model: resNet({
        ...settings,
        ...(width !== undefined && { width }),
        ...(channels !== 3 && { bottleneck: channels }),
      }),
      preprocessing: preprocessingOf((await readPreprocessing(request.preprocessing)) ?? 'torch'),
      imageSize,
      file: undefined,
    };
  }
  const isOnnx = /\.onnx$/i.test(network) && existsSync(network);
  if (isFile && !isOnnx) {
    const known = ['resnet-N with N = 8, 14, 20, ...', ...plugins.networks.map(({ name }) => name)];
    throw new VentralError('OPTION_INVALID', `'${network}' is no network that can be trained.`, {
      hint: `Give ${known.join(', ')}, or the path of a network (.onnx).`,
    });
  }
  if (width !== undefined) {
    throw new VentralError('OPTION_INVALID', `${network} has a width of its own.`, {
      hint: 'Leave out --width: it is for networks that are made here.',
    });
  }
  if (named !== undefined) {
    const given = await readPreprocessing(request.preprocessing);
    const preprocessing = given === undefined ? named.preprocessing : preprocessingOf(given);
    const { model, imageSize, visualDegrees, regionLayers } = named;
    return {
      ...{ model, imageSize, visualDegrees, regionLayers, preprocessing },
      ...{ file: undefined, made: named },
    };
  }
  return openNetworkFile(network, request, asked);
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
  { preprocessing: given, imageSize: askedSize, newOutput }: StartingNetworkRequest,
  { classes, seed }: Asked,
): Promise<PlainNetwork> {
  const file = await recordInputFile(path);
  const model = await whileUnchanged(path, () => readModel(path));
  if (externalFiles(model).length > 0) {
    throw new VentralError('OPTION_INVALID', `${path} keeps weights in other files.`, {
      hint: 'Save it with its weights inside: onnx.save(model, path, save_as_external_data=False).',
    });
  }
  const { options, about } = await useOfFile(path, {
    ...{ preprocessing: given, imageSize: askedSize },
  });
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
  const used = newOutput ? await withNewOutput(own, classes, seed) : own;
  const preprocessing = preprocessingOf(options.preprocessing);
  const { visualDegrees } = options;
  const { regionLayers } = about;
  return { model: used, preprocessing, imageSize, visualDegrees, regionLayers, file };
}

function preprocessingOf(given: unknown): Preprocessing {
  if (typeof given !== 'string') return parsePreprocessing(given);
  if (Object.hasOwn(preprocessings, given)) return preprocessings[given as 'torch'];
  throw new VentralError('OPTION_INVALID', `There is no preprocessing '${given}'.`, {
    hint: `There are ${Object.keys(preprocessings).join(', ')}; or name a .json file of one.`,
  });
}
