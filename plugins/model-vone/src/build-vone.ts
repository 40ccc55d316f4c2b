import { RandomState } from '@ventral/numerics';
import { buildModel, type GrowingGraph, growGraph, squareWindows } from '@ventral/onnx';
import { drawFilters, type Filter } from './draw-filters.ts';
import { sampleGabor } from './gabor.ts';

/** Width and height of the images, in pixels. */
export const imageSize = 224;
/** Width of the field of view, in degrees of visual angle. */
export const visualDegrees = 8;
/** Cells of each kind, at each place. */
const cellCount = 256;

/** How a VOneBlock looks at images. */
export interface VoneGeometry {
  readonly pixelsPerDegree: number;
  /** Width and height of the windows that cells look through, in pixels; odd. */
  readonly kernel: number;
  /** Pixels from one place to the next. */
  readonly stride: number;
  /** Cycles per degree up to which peak spatial frequencies lie. */
  readonly highestFrequency: number;
}

/** That of the paper. */
export const paperGeometry: VoneGeometry = {
  pixelsPerDegree: imageSize / visualDegrees,
  kernel: 25,
  stride: 4,
  highestFrequency: 11.2,
};
/** Places a side: 56. */
export const places = imageSize / paperGeometry.stride;
const colours = ['red', 'green', 'blue'];
const channels = { axis: { int: 1 } };

/**
 * Builds the VOneBlock as an ONNX network.
 *
 * Layers: `simple` and `complex` (256 x 56 x 56 each), `vone` (both, simple cells first), and `pool`,
 * the averages of `vone` over squares of 4 x 4 places.
 *
 * Method: simple cells are half-wave rectified; a complex cell is the root of half the sum of the
 * squares of two filters a quarter of a cycle apart.
 * Reference: https://doi.org/10.1101/2020.06.16.154542
 *
 * @param seed of the parameters' distributions
 */
export function buildVone(seed: number): Uint8Array {
  const { graph, cells } = growVone(seed, cellCount);
  const pools = cells.map((kind) =>
    graph.node('AveragePool', [kind], `pool.${kind}`, squareWindows(4, 4)),
  );
  graph.node('Concat', pools, 'pool', channels);
  return buildModel({
    ...graph,
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, imageSize, imageSize] }],
    outputs: [
      { name: 'pool', type: 'float32', shape: ['n', 2 * cellCount, places / 4, places / 4] },
    ],
  });
}

/**
 * Writes down what cells make of the value `image`, up to `vone`.
 *
 * @param count cells of each kind, at each place
 * @param geometry that of the paper where left out
 * @returns also the names of simple and complex cells
 */
export function growVone(seed: number, count: number, geometry: VoneGeometry = paperGeometry) {
  const random = new RandomState(seed);
  const { highestFrequency } = geometry;
  const simpleFilters = drawFilters(count, random, highestFrequency);
  const complexFilters = drawFilters(count, random, highestFrequency);
  const graph = growGraph();
  splitColours(graph);
  const cells = [
    simpleCells(graph, simpleFilters, geometry),
    complexCells(graph, complexFilters, geometry),
  ] as const;
  graph.node('Concat', cells, 'vone', channels);
  return { graph, cells };
}

function simpleCells(
  graph: GrowingGraph,
  filters: readonly Filter[],
  geometry: VoneGeometry,
): string {
  const linear = filterImage(graph, 'simple.linear', filters, geometry);
  const rectified = linear.map((part) => graph.node('Relu', [part], `${part}.rectified`));
  return graph.node('Concat', rectified, 'simple', channels);
}

function complexCells(
  graph: GrowingGraph,
  filters: readonly Filter[],
  geometry: VoneGeometry,
): string {
  const quadrature = filters.map((filter) => ({ ...filter, phase: filter.phase + Math.PI / 2 }));
  const even = filterImage(graph, 'complex.even', filters, geometry);
  const odd = filterImage(graph, 'complex.odd', quadrature, geometry);
  const half = graph.constant('half', [], Float32Array.of(0.5));
  const roots = even.map((evenPart, index) => {
    const oddPart = odd[index]!;
    const evenEnergy = graph.node('Mul', [evenPart, evenPart], `${evenPart}.energy`);
    const oddEnergy = graph.node('Mul', [oddPart, oddPart], `${oddPart}.energy`);
    const sum = graph.node('Add', [evenEnergy, oddEnergy], `complex.sum.${index}`);
    const energy = graph.node('Mul', [sum, half], `complex.energy.${index}`);
    return graph.node('Sqrt', [energy], `complex.${index}`);
  });
  return graph.node('Concat', roots, 'complex', channels);
}

function splitColours(graph: GrowingGraph): void {
  const axis = graph.integers('axis', [1]);
  const bounds = [0, 1, 2, 3].map((value) => graph.integers(`bound${value}`, [value]));
  for (const [colour, name] of colours.entries()) {
    const [from = '', to = ''] = bounds.slice(colour);
    graph.node('Slice', ['image', from, to, axis], name);
  }
}

/**
 * @param filters in the order of their colours
 * @returns what they say, colour by colour: joined as late as can be, since that copies every value
 */
function filterImage(
  graph: GrowingGraph,
  name: string,
  filters: readonly Filter[],
  { pixelsPerDegree, kernel, stride }: VoneGeometry,
) {
  return colours.flatMap((colour, index) => {
    const bank = filters.filter((filter) => filter.colour === index);
    if (bank.length === 0) return [];
    const values = new Float32Array(bank.length * kernel ** 2);
    for (const [row, filter] of bank.entries()) {
      values.set(sampleGabor(filter, kernel, pixelsPerDegree), row * kernel ** 2);
    }
    const shape = [bank.length, 1, kernel, kernel];
    const weights = graph.constant(`${name}.${colour}.weights`, shape, values);
    const windows = squareWindows(kernel, stride, (kernel - 1) / 2);
    return graph.node('Conv', [colour, weights], `${name}.${colour}`, windows);
  });
}
