import type { GrowingGraph } from '@ventral/onnx';
import { type NetworkParts, networkParts } from './network-parts.ts';
import type { WeightSource } from './weights.ts';

// Channels of each area, and how often its convolutions run.
const areas = [
  { name: 'V2', from: 64, to: 128, steps: 2 },
  { name: 'V4', from: 128, to: 256, steps: 4 },
  { name: 'IT', from: 256, to: 512, steps: 2 },
];

type Area = (typeof areas)[number];

/** How many times as many channels there are between the convolutions of a step. */
const expansion = 4;

/**
 * CORnet-S: V1 of two convolutions; V2, V4 and IT of three with a skip, which run 2, 4 and 2 times
 * over their own output. Steps share the convolutions, and each has normalisations of its own.
 *
 * Reference: https://arxiv.org/abs/1909.06161 (Kubilius, Schrimpf et al. 2019)
 */
export function cornetS(weights: WeightSource, classes?: number): GrowingGraph {
  const parts = networkParts(weights, classes);
  let seen = addV1(parts);
  for (const area of areas) seen = addArea(parts, area, seen);
  parts.decode(seen, 512);
  return parts.graph;
}

function addV1(parts: NetworkParts): string {
  const [first, second] = ['V1.first', 'V1.second'];
  const wide = parts.filter(`${first}.filter`, 64, 3, 7);
  const edges = parts.convolve('image', wide, `${first}.convolved`, { size: 7, stride: 2 });
  const normal = parts.batchNorm(edges, 64, `${first}.normalised`);
  const pooled = parts.maxPool(parts.relu(normal, `${first}.rectified`), `${first}.pooled`);
  const narrow = parts.filter(`${second}.filter`, 64, 64, 3);
  const convolved = parts.convolve(pooled, narrow, `${second}.convolved`, { size: 3 });
  return parts.relu(parts.batchNorm(convolved, 64, `${second}.normalised`), 'V1');
}

function addArea(parts: NetworkParts, { name, from, to, steps }: Area, input: string): string {
  const { graph, filter, convolve, batchNorm, relu } = parts;
  const inner = expansion * to;
  let state = convolve(input, filter(`${name}.entry.filter`, to, from, 1), `${name}.entry`);
  const skip = filter(`${name}.skip.filter`, to, to, 1);
  const widen = filter(`${name}.widen.filter`, inner, to, 1);
  const mix = filter(`${name}.mix.filter`, inner, inner, 3);
  const narrow = filter(`${name}.narrow.filter`, to, inner, 1);
  for (let step = 1; step <= steps; step++) {
    const at = `${name}.step${step}`;
    const stride = step === 1 ? 2 : 1;
    const kept =
      step === 1
        ? batchNorm(convolve(state, skip, `${name}.skip`, { stride }), to, `${name}.skipped`)
        : state;
    const widened = batchNorm(convolve(state, widen, `${at}.widen`), inner, `${at}.widened`);
    const wide = relu(widened, `${at}.widenedRelu`);
    const mixed = convolve(wide, mix, `${at}.mix`, { size: 3, stride });
    const rectified = relu(batchNorm(mixed, inner, `${at}.mixed`), `${at}.mixedRelu`);
    const narrowed = batchNorm(convolve(rectified, narrow, `${at}.narrow`), to, `${at}.narrowed`);
    const sum = graph.node('Add', [narrowed, kept], `${at}.sum`);
    state = relu(sum, step === steps ? name : at);
  }
  return state;
}
