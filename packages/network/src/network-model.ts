import {
  defineModel,
  type Model,
  type ModelDescription,
  type OpenModel,
  type PinnedFile,
  type RunContext,
} from '@ventral/core';
import { fetchFile, hashOwnFile, whileUnchanged } from '@ventral/files';
import { type Preprocessing, requireFit } from '@ventral/images';
import {
  externalFiles,
  freeBatch,
  listLayers,
  modelInputs,
  networkAnatomy,
  type OnnxModel,
  placeOperators,
  randomOperators,
  readModel,
  requireInference,
  tensorOfFloats,
} from '@ventral/onnx';
import { candidateLayers } from './candidate-layers.ts';
import { findClassScores } from './class-scores.ts';
import { addFrontEnd, type FrontEnd } from './front-end.ts';
import { openImageGradient } from './image-gradient.ts';
import { type ImageInput, imageInput, inputShape } from './image-input.ts';
import { look } from './look.ts';
import { networkDigest } from './network-digest.ts';
import {
  type FedNoise,
  findNoise,
  type NetworkNoise,
  noiseFeed,
  noiseOf,
  noiseShape,
} from './network-noise.ts';
import { networkNotes } from './network-notes.ts';
import { openClassifier } from './open-classifier.ts';
import { openOnnxRun } from './open-onnx-run.ts';
import { preprocessingMissing } from './preprocessing-missing.ts';
import { openReadoutGradient } from './readout-gradient.ts';
import { readoutModel } from './readout-model.ts';
import { requireLayers } from './require-layers.ts';

/** What makes a model of an ONNX network. */
export interface NetworkDescription
  extends Omit<ModelDescription, 'files' | 'open' | 'visualDegrees'> {
  /**
   * Path of a file, a pinned file that is fetched when the model is opened, or what builds the
   * network in memory then (`buildModel` of `@ventral/onnx`).
   */
  readonly network: string | PinnedFile | (() => Uint8Array | Promise<Uint8Array>);
  /**
   * What is done to images before the network sees them. Without it the network's layers can be
   * listed, but it cannot look at images.
   */
  readonly preprocessing: Preprocessing | undefined;
  /**
   * Width and height of the network's input in pixels.
   * @default what the network states
   */
  readonly imageSize?: number | undefined;
  /**
   * Width of the field of view in degrees of visual angle.
   * @default 8, as Brain-Score takes for networks trained on ImageNet
   */
  readonly visualDegrees?: number;
  /**
   * Whether a value inside the network is a layer that can be read, by its name.
   * @default every value is
   */
  readonly isLayer?: (name: string) => boolean;
  /**
   * Layers worth comparing with the brain.
   * @default the ends of the network's blocks; see {@link candidateLayers}
   */
  readonly candidateLayers?: readonly string[];
  /**
   * What is made of an image before the network sees it.
   * @default nothing
   */
  readonly frontEnd?: FrontEnd | undefined;
  /**
   * What the network takes beside its images, where it has noise.
   * @default that of an input `ventral/noise`, where it has one, with seed 0
   */
  readonly noise?: NetworkNoise | undefined;
}

/**
 * Makes a model of an ONNX network that takes one colour image. Opening it throws `MODEL_IN_TRAINING`
 * for a network that was exported in training mode.
 *
 * @example
 * const model = networkModel({
 *   id: 'edges',
 *   title: 'Edges of four orientations',
 *   network: () => buildModel(edges),
 *   preprocessing: preprocessings.tf,
 * });
 */
export function networkModel({
  network: source,
  preprocessing,
  imageSize,
  isLayer = () => true,
  candidateLayers: chosenLayers,
  visualDegrees = 8,
  frontEnd,
  noise: describedNoise,
  ...description
}: NetworkDescription): Model {
  return defineModel({
    ...description,
    visualDegrees,
    files: typeof source === 'object' ? [source] : [],
    async open(context: RunContext): Promise<OpenModel> {
      const name = typeof source === 'string' ? source : description.id;
      const content = await findNetwork(source, context);
      // What is recorded as the network's digest is that of what is read here.
      const files = typeof content === 'string' ? [content] : [];
      for (const file of files) await hashOwnFile(file);
      return whileUnchanged(files, async () => {
        const read = await readModel(content);
        const stated = typeof content === 'string' ? read : { ...read, name };
        requireInference(stated);
        const inputs = modelInputs(stated);
        const asked = noiseOf(describedNoise, inputs);
        const noise = asked && findNoise(name, inputs, asked);
        const ofImages = inputs.filter((one) => one.name !== noise?.input);
        const bare = await takingAnyNumber(stated, imageInput(name, ofImages, imageSize));
        if (preprocessing !== undefined) requireFit(preprocessing.resize, bare.input.size);
        const ofBare = await valuesOf(bare, noise);
        const fronted = frontEnd && addFrontEnd(bare.network, bare.input, ofBare.layers, frontEnd);
        const { network, input } = fronted ?? bare;
        const { layers: values, ...listed } = fronted ? await valuesOf(fronted, noise) : ofBare;
        const isOwn = (value: { readonly name: string }) =>
          isLayer(value.name) && fronted?.isOfOtherView(value.name) !== true;
        const layers = values.filter(isOwn);
        const unusable = listed.unusable.filter(isOwn);
        const settings = [frontEnd?.settings, noise].filter((one) => one !== undefined);
        const contents = [content, ...externalFiles(network), ...settings.map(bytesOfJson)];
        const digest = await networkDigest(contents, preprocessing, input.size);
        return {
          digest,
          layers,
          unusable,
          anatomy: networkAnatomy(network),
          files: typeof source === 'string' ? [source, ...externalFiles(network)] : [],
          notes: [
            ...networkNotes(description.id, unusable, randomOperators(network)),
            ...(frontEnd?.notes ?? []),
            ...(noise === undefined ? [] : [noiseNote(noise)]),
          ],
          candidateLayers: chosenLayers ?? candidateLayers(ofBare.layers.filter(isOwn)),
          classLayer: findClassScores(network, values),
          async placeOperators({ device }) {
            const rows = input.batch ?? 1;
            const images = {
              shape: inputShape(input, rows),
              values: new Float32Array(rows * 3 * input.size.width * input.size.height),
            };
            const feeds = {
              [input.name]: tensorOfFloats(images, input.type),
              ...noiseFeed(noise, { images: [0], draw: 0 }, rows),
            };
            return placeOperators(network, feeds, { device });
          },
          look(stimuli, names, lookContext) {
            if (preprocessing === undefined) throw preprocessingMissing(name);
            requireLayers(name, layers, names, unusable);
            const openRun = (asked: readonly string[]) =>
              openOnnxRun(
                { name, network, input, noise, layers: values },
                asked,
                lookContext.device,
              );
            const viewer = { name, layers: values, input, preprocessing, openRun };
            return look(viewer, stimuli, names, lookContext);
          },
          async openGradient(response, gradientContext) {
            if (preprocessing === undefined) throw preprocessingMissing(name);
            if ('layer' in response) requireLayers(name, layers, [response.layer], unusable);
            const seeing = { name, network, input, noise, preprocessing, layers: values };
            return openImageGradient(seeing, response, gradientContext.device);
          },
          async openReadout(readout, aim, { device }) {
            if (preprocessing === undefined) throw preprocessingMissing(name);
            requireLayers(name, layers, [readout.layer], unusable);
            const seeing = { name, network, input, preprocessing, layers: values };
            return openReadoutGradient(seeing, readout, aim, device);
          },
          async withReadout(readout) {
            if (preprocessing === undefined) throw preprocessingMissing(name);
            requireLayers(name, layers, [readout.layer], unusable);
            const seeing = { name, network, input, noise, preprocessing, layers: values };
            return readoutModel(seeing, readout, digest);
          },
          async openClassifier({ device }) {
            if (preprocessing === undefined) throw preprocessingMissing(name);
            const seeing = { name, network, input, noise, preprocessing, layers: values };
            return openClassifier(seeing, digest, device);
          },
          async [Symbol.asyncDispose]() {},
        };
      });
    },
  });
}

function valuesOf(
  { network, input }: { readonly network: OnnxModel; readonly input: ImageInput },
  noise: FedNoise | undefined,
) {
  const { name, batch } = input;
  return listLayers(network, { [name]: inputShape(input, batch), ...noiseShape(noise, batch) });
}

function bytesOfJson(settings: object): Uint8Array {
  return Buffer.from(JSON.stringify(settings));
}

function noiseNote({ seed, draws }: FedNoise): string {
  return `With noise of seed ${seed}: what is said of an image is said in one draw of it; attacks average gradients over ${draws}.`;
}

/** A network that is fixed at one image by its file alone is run on batches of them. */
async function takingAnyNumber(
  network: OnnxModel,
  input: ImageInput,
): Promise<{ readonly network: OnnxModel; readonly input: ImageInput }> {
  if (input.batch !== 1) return { network, input };
  const { model, fixed } = await freeBatch(network, { [input.name]: inputShape(input, 1) });
  return { network: model, input: { ...input, batch: fixed === undefined ? undefined : 1 } };
}

async function findNetwork(
  source: NetworkDescription['network'],
  context: RunContext,
): Promise<string | Uint8Array> {
  if (typeof source === 'string') return source;
  return typeof source === 'object' ? fetchFile(source, context) : source();
}
