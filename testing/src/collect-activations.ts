import type { RgbImage, Stimulus } from '@ventral/arrays';
import type { OpenModel, RunContext } from '@ventral/core';
import { createRunContext } from '@ventral/host';

/** What a model says of some stimuli, put together: for each layer, stimuli x features. */
export async function collectActivations<Content = RgbImage>(
  model: OpenModel<Content>,
  stimuli: readonly Stimulus<Content>[],
  layers: readonly string[],
  context: RunContext = createRunContext(),
): Promise<ReadonlyMap<string, Float32Array>> {
  const parts = new Map<string, Float32Array[]>(layers.map((layer) => [layer, []]));
  let expectedStart = 0;
  for await (const { start, count, activations } of model.look(stimuli, layers, context)) {
    if (start !== expectedStart) throw new Error(`batch at ${start}, not ${expectedStart}`);
    expectedStart += count;
    for (const [layer, values] of activations) parts.get(layer)?.push(values);
  }
  return new Map([...parts].map(([layer, batches]) => [layer, concatenate(batches)]));
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
