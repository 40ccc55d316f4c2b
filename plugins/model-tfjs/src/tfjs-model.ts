import { setImmediate } from 'node:timers/promises';
import type { Tensor } from '@tensorflow/tfjs';
import type { NdArray } from '@ventral/arrays';
import { defineModel, type Model, type ModelDescription, type OpenModel } from '@ventral/core';
import { type Preprocessing, requireFit } from '@ventral/images';
import {
  candidateLayers,
  type ImageInput,
  imageInput,
  inputShape,
  look,
  type NetworkRun,
  networkDigest,
  networkNotes,
  preprocessingMissing,
  requireLayers,
} from '@ventral/network';
import { type Backend, loadTensorFlow, type TensorFlow } from '@ventral/tensorflow';
import { modelFailed } from './model-failed.ts';
import { readModelJson, shardPaths } from './model-json.ts';
import { openNetwork } from './open-network.ts';
import { readShards } from './read-shards.ts';
import type { ReadyNetwork } from './tfjs-network.ts';

/** What makes a model of a TensorFlow.js network. */
export interface TfjsModelDescription
  extends Omit<ModelDescription, 'files' | 'open' | 'visualDegrees'> {
  /** Path of its `model.json`; the weights lie beside it. */
  readonly file: string;
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
   * @default the ends of the network's blocks, by the rule of `@ventral/network`
   */
  readonly candidateLayers?: readonly string[];
  /**
   * What computes.
   * @default `$VENTRAL_TENSORFLOW`, else the fastest that is installed
   */
  readonly backend?: Backend | 'auto';
}

/**
 * Makes a model of a TensorFlow.js network, of layers or a graph, that takes one colour image.
 *
 * @example
 * const model = tfjsModel({
 *   id: 'my_network',
 *   title: 'My network',
 *   file: 'my_network/model.json',
 *   preprocessing: preprocessings.tf,
 * });
 */
export function tfjsModel({
  file,
  preprocessing,
  imageSize,
  candidateLayers: chosenLayers,
  visualDegrees = 8,
  backend,
  ...description
}: TfjsModelDescription): Model {
  return defineModel({
    ...description,
    visualDegrees,
    files: [],
    async open(context): Promise<OpenModel> {
      const { json, bytes } = await readModelJson(file);
      const shards: ArrayBuffer[] = [];
      for (const group of json.weightsManifest) shards.push(...(await readShards(file, group)));
      const tensorflow = await loadTensorFlow({
        device: context.device,
        ...(backend === undefined ? {} : { backend }),
      });
      const network = await openNetwork(file, json, shards, tensorflow);
      const close = () => tensorflow.compute(() => network.dispose());
      let input: ImageInput;
      let ready: ReadyNetwork;
      try {
        input = imageInput(file, network.inputs, imageSize);
        if (preprocessing !== undefined) requireFit(preprocessing.resize, input.size);
        ready = tensorflow.compute((tf) => network.prepare(tf, input));
      } catch (cause) {
        close();
        throw modelFailed(file, cause);
      }
      const { layers } = ready;
      // Other back ends round differently.
      const computer = `TensorFlow.js ${tensorflow.version} ${tensorflow.backend}`;
      const weights = shards.map((shard) => new Uint8Array(shard));
      const contents = [bytes, ...weights, Buffer.from(computer)];
      return {
        digest: await networkDigest(contents, preprocessing, input.size),
        layers,
        candidateLayers: chosenLayers ?? candidateLayers(ready.ruleLayers),
        unusable: ready.unusable,
        files: [file, ...json.weightsManifest.flatMap((group) => shardPaths(file, group))],
        notes: [tensorflow.note, ...networkNotes(description.id, ready.unusable, ready.random)],
        look(stimuli, names, lookContext) {
          if (preprocessing === undefined) throw preprocessingMissing(file);
          requireLayers(file, layers, names, ready.unusable);
          const openRun = async (asked: readonly string[]) =>
            runOf(file, tensorflow, ready, input, asked);
          const viewer = { name: file, layers, input, preprocessing, openRun };
          return look(viewer, stimuli, names, lookContext);
        },
        async [Symbol.asyncDispose]() {
          close();
        },
      };
    },
  });
}

function runOf(
  name: string,
  tensorflow: TensorFlow,
  ready: ReadyNetwork,
  input: ImageInput,
  asked: readonly string[],
): NetworkRun {
  const names = [...new Set(asked)];
  const tapped = tensorflow.compute(() => ready.tap(names));
  return {
    async run(images, rows) {
      // Interrupts are heard of only in between.
      await setImmediate();
      try {
        return tensorflow.compute((tf) => {
          const values = tapped(tf.tensor4d(images, inputShape(input, rows)));
          return new Map(names.map((layer, index) => [layer, valuesOf(values[index] as Tensor)]));
        });
      } catch (cause) {
        throw modelFailed(name, cause);
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}

// A copy: TensorFlow.js may hand out its own memory, or that of the images.
function valuesOf(tensor: Tensor): NdArray<Float32Array> {
  return { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) };
}
