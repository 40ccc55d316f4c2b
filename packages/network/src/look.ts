import type { NdArray, Stimulus } from '@ventral/arrays';
import {
  type ActivationBatch,
  type Layer,
  type RunContext,
  throwIfInterrupted,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import type { Preprocessing } from '@ventral/images';
import { batchSize } from './batch-size.ts';
import { ImageBatches } from './image-batches.ts';
import type { ImageInput } from './image-input.ts';
import { requireLayers } from './require-layers.ts';

/** The part of a network that some of its layers need, ready to run. */
export interface NetworkRun extends AsyncDisposable {
  /**
   * Runs it once.
   *
   * @param images `rows x` what the network takes for one image
   * @param ids of the stimuli: what noise is drawn by, where the network has any
   * @returns values of the layers it was opened for, by name: `rows x` any shape
   */
  run(
    images: Float32Array,
    rows: number,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, NdArray<Float32Array>>>;
}

/** What is needed to show images to a network, whatever runs it. */
export interface Viewer {
  /** What the user calls the model: its id, or the path of its file. */
  readonly name: string;
  /** All that is computed, in order: it bounds the batch. */
  readonly layers: readonly Layer[];
  readonly input: ImageInput;
  readonly preprocessing: Preprocessing;
  /** Makes the part of the network ready that the named layers need; they are known to exist. */
  openRun(names: readonly string[], context: RunContext): Promise<NetworkRun>;
}

/**
 * Shows images to a network and yields the activations of the named layers, batch by batch.
 *
 * Memory is the part of the network that the layers need, two batches, and the images of a third: while the network
 * runs, images are decoded outside JavaScript, and made ready for it where it runs on a device.
 *
 * @throws VentralError `LAYER_NOT_FOUND` for an unknown layer, with the nearest names
 * @throws VentralError `MODEL_FAILED` where the network cannot be run
 * @throws VentralError `INTERRUPTED` soon after the context's signal aborts
 */
export async function* look(
  { name: model, layers, input, preprocessing, openRun }: Viewer,
  stimuli: readonly Stimulus[],
  names: readonly string[],
  context: RunContext,
): AsyncGenerator<ActivationBatch> {
  requireLayers(model, layers, names);
  if (stimuli.length === 0 || names.length === 0) return;
  await using network = await openRun(names, context);
  const most = input.batch ?? Math.min(batchSize(layers, names), stimuli.length);
  // On a device the last batch is as large as the others: their kernels are made, and were compared.
  const shown = context.device === 'cpu' ? input : { ...input, batch: most };
  const batches = new ImageBatches(stimuli, most, shown, preprocessing);
  let next = batches.prepare(0);
  for (let start = 0; start < stimuli.length; start += most) {
    throwIfInterrupted(context.signal, `after ${start} of ${stimuli.length} images`);
    const { data, rows, ids } = await next;
    const count = ids.length;
    const running = network.run(data, rows, ids);
    if (start + most < stimuli.length) next = batches.prepare(start + most);
    const activations = new Map<string, Float32Array>();
    for (const [name, { shape, values }] of await running) {
      if (shape[0] !== rows) {
        throw new VentralError(
          'MODEL_FAILED',
          `Layer '${name}' of ${model} is [${shape.join(', ')}] for ${rows} images: it does ` +
            'not keep images apart.',
          { hint: 'Choose an earlier layer.' },
        );
      }
      activations.set(name, values.subarray(0, (values.length / rows) * count));
    }
    yield { start, count, activations };
  }
}
