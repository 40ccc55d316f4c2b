import type { RgbImage, Stimulus } from '@ventral/assembly';
import { type ActivationBatch, type RunContext, throwIfInterrupted } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import type { Preprocessing } from '@ventral/images';
import { type ModelLayer, type OnnxModel, openSession, tapLayers, toFloat32 } from '@ventral/onnx';
import { batchSize } from './batch-size.ts';
import { type ImageInput, inputShape } from './image-input.ts';
import { prepareBatch } from './prepare-batch.ts';

/** What is needed to show images to a network. */
export interface Viewer {
  /** What the user calls the model: its id, or the path of its file. */
  readonly name: string;
  readonly network: OnnxModel;
  readonly layers: readonly ModelLayer[];
  readonly input: ImageInput;
  readonly preprocessing: Preprocessing;
}

/**
 * Shows images to a network and yields the activations of the named layers, batch by batch.
 *
 * Only the part of the network that the layers need is loaded and computed. Memory is that part, one
 * batch, and the images of the next: those are decoded, outside JavaScript, while the network runs.
 *
 * @throws VentralError `LAYER_NOT_FOUND` for an unknown layer, with the nearest names
 * @throws VentralError `MODEL_FAILED` where the network cannot be run
 * @throws VentralError `INTERRUPTED` soon after the context's signal aborts
 */
export async function* look(
  { name: model, network, layers, input, preprocessing }: Viewer,
  stimuli: readonly Stimulus[],
  names: readonly string[],
  context: RunContext,
): AsyncGenerator<ActivationBatch> {
  checkNames(model, layers, names);
  if (stimuli.length === 0 || names.length === 0) return;
  await using session = await openSession(tapLayers(network, names), { device: context.device });
  const most = input.batch ?? Math.min(batchSize(layers, names), stimuli.length);
  const imageLength = 3 * input.size.width * input.size.height;
  const batch = new Float32Array(most * imageLength);
  let images = loadImages(stimuli.slice(0, most));
  for (let start = 0; start < stimuli.length; start += most) {
    throwIfInterrupted(context.signal, `after ${start} of ${stimuli.length} images`);
    const count = Math.min(most, stimuli.length - start);
    const rows = input.batch ?? count;
    const data = batch.subarray(0, rows * imageLength);
    prepareBatch(await images, data, input, preprocessing);
    images = loadImages(stimuli.slice(start + most, start + 2 * most));
    const dims = inputShape(input, rows);
    const results = await session.run({ [input.name]: { type: 'float32', dims, data } });
    const activations = new Map<string, Float32Array>();
    for (const [name, tensor] of Object.entries(results)) {
      if (tensor.dims[0] !== rows) {
        throw new VentralError(
          'MODEL_FAILED',
          `Layer '${name}' of ${model} is [${tensor.dims.join(', ')}] for ${rows} images: it does ` +
            'not keep images apart.',
          { hint: 'Choose an earlier layer.' },
        );
      }
      const values = toFloat32(tensor);
      activations.set(name, values.subarray(0, (values.length / rows) * count));
    }
    yield { start, count, activations };
  }
}

function loadImages(stimuli: readonly Stimulus[]): Promise<readonly RgbImage[]> {
  const images = Promise.all(stimuli.map((stimulus) => stimulus.load()));
  // Whoever awaits them hears of a failure; until then it is not unhandled.
  images.catch(() => {});
  return images;
}

function checkNames(model: string, layers: readonly ModelLayer[], names: readonly string[]): void {
  const known = new Set(layers.map((layer) => layer.name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new VentralError('LAYER_NOT_FOUND', `${model} has no layer '${unknown}'.`, {
    hint: `${didYouMean(unknown, known)}List them with: ventral layers ${model}`,
  });
}
