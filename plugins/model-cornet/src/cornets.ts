import { buildModel, type GrowingGraph } from '@ventral/onnx';
import { cornetRt } from './cornet-rt.ts';
import { cornetS } from './cornet-s.ts';
import { cornetZ } from './cornet-z.ts';
import type { WeightSlot, WeightSource } from './weights.ts';

/** A network of the family. */
export type CornetVariant = 'Z' | 'RT' | 'S';

/** What makes the graph of each network. */
const cornets: Readonly<Record<CornetVariant, (weights: WeightSource) => GrowingGraph>> = {
  Z: cornetZ,
  RT: cornetRt,
  S: cornetS,
};

/** Width and height of the images, in pixels. */
export const imageSize = 224;

/** The arrays of weights that a network needs, in the order of computation. */
export function listSlots(variant: CornetVariant): readonly WeightSlot[] {
  const slots: WeightSlot[] = [];
  cornets[variant]((slot) => {
    slots.push(slot);
    return new Float32Array();
  });
  return slots;
}

/** Builds a network of the family as an ONNX network. */
export function buildCornet(variant: CornetVariant, weights: WeightSource): Uint8Array {
  return buildModel({
    ...cornets[variant](weights),
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, imageSize, imageSize] }],
    outputs: [{ name: 'decoder', type: 'float32', shape: ['n', 1000] }],
  });
}
