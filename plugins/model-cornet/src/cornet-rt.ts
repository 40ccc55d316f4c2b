import type { GrowingGraph } from '@ventral/onnx';
import { type NetworkParts, networkParts } from './network-parts.ts';
import type { WeightSource } from './weights.ts';

const areas = [
  { name: 'V1', from: 3, to: 64, size: 7, stride: 4, places: 56 },
  { name: 'V2', from: 64, to: 128, size: 3, stride: 2, places: 28 },
  { name: 'V4', from: 128, to: 256, size: 3, stride: 2, places: 14 },
  { name: 'IT', from: 256, to: 512, size: 3, stride: 2, places: 7 },
];
const steps = 5;
const groups = 32;

type Area = (typeof areas)[number];

/**
 * CORnet-RT: in each area a convolution of the input, whose result is added to the area's state and
 * convolved again. It is unrolled in time as brains are: at each of 5 steps, an area sees what the
 * area before it said one step earlier, so that the image reaches IT at the fourth.
 *
 * Reference: https://doi.org/10.1101/408385 (Kubilius et al. 2018, CORnet-R, figure 2)
 */
export function cornetRt(weights: WeightSource): GrowingGraph {
  const parts = networkParts(weights);
  const units = areas.map((area) => addUnit(parts, weights, area));
  let before: readonly (string | undefined)[] = ['image'];
  for (let step = 1; step <= steps; step++) {
    // The image stays on; an area without input yet has no state either.
    const states = units.map((unit, index) => {
      const input = before[index];
      return input === undefined ? undefined : unit(input, before[index + 1], step);
    });
    before = ['image', ...states];
  }
  parts.decode('IT', 512);
  return parts.graph;
}

/** One area: its weights, and what it does at each step. */
function addUnit(parts: NetworkParts, weights: WeightSource, area: Area) {
  const { name, from, to, size, stride } = area;
  const entry = parts.filter(`${name}.entry.filter`, to, from, size);
  const normaliseEntry = addGroupNorm(parts, weights, `${name}.entry`, area);
  const recurrent = parts.filter(`${name}.recurrent.filter`, to, to, 3);
  const normalise = addGroupNorm(parts, weights, `${name}.recurrent`, area);
  return (input: string, state: string | undefined, step: number) => {
    const at = `${name}.step${step}`;
    const seen = parts.convolve(input, entry, `${at}.entry`, { size, stride });
    const driven = parts.relu(normaliseEntry(seen, `${at}.entered`), `${at}.driven`);
    const sum =
      state === undefined ? driven : parts.graph.node('Add', [driven, state], `${at}.sum`);
    const convolved = parts.convolve(sum, recurrent, `${at}.convolved`, { size: 3 });
    return parts.relu(normalise(convolved, `${at}.normalised`), step === steps ? name : at);
  };
}

/** Normalisation over groups of channels of one image; all steps share its weights. */
function addGroupNorm(
  { graph }: NetworkParts,
  weights: WeightSource,
  name: string,
  { to, places }: Area,
) {
  const shape = [to, 1, 1];
  const scale = graph.constant(`${name}.scale`, shape, weights({ kind: 'scale', shape: [to] }));
  const shift = graph.constant(`${name}.shift`, shape, weights({ kind: 'shift', shape: [to] }));
  const ones = graph.constant(`${name}.ones`, [groups], new Float32Array(groups).fill(1));
  const zeros = graph.constant(`${name}.zeros`, [groups], new Float32Array(groups));
  const rows = graph.integers(`${name}.rows`, [0, groups, -1]);
  const maps = graph.integers(`${name}.maps`, [-1, to, places, places]);
  return (input: string, output: string) => {
    const grouped = graph.node('Reshape', [input, rows], `${output}.grouped`);
    const normal = graph.node('InstanceNormalization', [grouped, ones, zeros], `${output}.normal`);
    const again = graph.node('Reshape', [normal, maps], `${output}.maps`);
    const scaled = graph.node('Mul', [again, scale], `${output}.scaled`);
    return graph.node('Add', [scaled, shift], output);
  };
}
