import { buildModel, type GrowingGraph, growGraph, squareWindows } from '@ventral/onnx';
import { leastEnergy } from './c1-responses.ts';
import { imprintTemplates, type Templates } from './imprint-templates.ts';
import { orientations, s1Filter } from './s1-filter.ts';
import { type FilterSize, type ScaleBand, scaleBands } from './scale-bands.ts';

/** Width of S2 cells' tuning: a difference from the template, the root of its mean square. */
const tuning = 0.05;

/** Places a side that S1 computes at once; divides the width of the images. */
const block = 2;
const channels = { axis: { int: 1 } };

/** How an HMAX network is built. */
export interface HmaxSettings {
  /** Width and height of the images, in pixels; even. */
  readonly imageSize: number;
  /** Templates of each of four sizes. */
  readonly templatesPerSize: number;
  /** Of the images that templates are learned from. */
  readonly seed: number;
}

/**
 * Builds HMAX as an ONNX network.
 *
 * Layers: `S1.7x7` to `S1.37x37`, `C1.band1` to `C1.band8` and all of these in one row as `C1`,
 * `S2.4x4.band1` and so on, and `C2`: one value for each template.
 *
 * Method: S1 is the size of the cosine between filter and patch; C1 the maximum over the two sizes of
 * a band and over squares; S2 `exp(-d / (2 0.05^2))` with `d` the mean squared difference from the
 * template; C2 the maximum over places and bands.
 * Reference: https://doi.org/10.1109/TPAMI.2007.56
 */
export function buildHmax({ imageSize, templatesPerSize, seed }: HmaxSettings): Uint8Array {
  const templates = imprintTemplates(templatesPerSize, imageSize, seed);
  const graph = growGraph();
  const grey = makeGrey(graph);
  graph.constant('leastEnergy', [], Float32Array.of(leastEnergy));
  const bands = scaleBands.map((band, index) => poolBand(graph, grey, band, `C1.band${index + 1}`));
  const rows = bands.map((band) => graph.node('Flatten', [band], `${band}.row`));
  graph.node('Concat', rows, 'C1', channels);
  const energies = bands.map((band) => graph.node('Mul', [band, band], `${band}.energy`));
  const largest = templates.map((learned) => {
    addTemplates(graph, learned, templatesPerSize);
    const responses = scaleBands.flatMap(({ grid, step }, index) => {
      const width = Math.floor((imageSize - grid) / step) + 1;
      if (width < learned.size) return [];
      return matchTemplates(graph, learned.size, bands[index]!, energies[index]!, index + 1);
    });
    return graph.node('Max', responses, `C2.${learned.size}x${learned.size}`);
  });
  graph.node('Flatten', [graph.node('Concat', largest, 'C2.all', channels)], 'C2');
  return buildModel({
    ...graph,
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, imageSize, imageSize] }],
    outputs: [{ name: 'C2', type: 'float32', shape: ['n', templates.length * templatesPerSize] }],
  });
}

/** Luma of ITU-R BT.601, as PIL and MATLAB make images grey. */
function makeGrey(graph: GrowingGraph): string {
  const weights = graph.constant('luma', [1, 3, 1, 1], Float32Array.of(0.299, 0.587, 0.114));
  return graph.node('Conv', ['image', weights], 'grey', squareWindows(1));
}

function filterImage(graph: GrowingGraph, grey: string, filterSize: FilterSize): string {
  const { size } = filterSize;
  const name = `S1.${size}x${size}`;
  const reach = (size - 1) / 2;
  const border = graph.integers(`${name}.border`, [0, 0, reach, reach, 0, 0, reach, reach]);
  const mode = { string: 'reflect' };
  const padded = graph.node('Pad', [grey, border], `${name}.padded`, { mode });
  const shifted = size + block - 1;
  const shape = [block ** 2 * orientations.length, 1, shifted, shifted];
  const weights = graph.constant(`${name}.weights`, shape, blockFilters(filterSize));
  const ones = new Float32Array(size).fill(1);
  const row = graph.constant(`${name}.row`, [1, 1, 1, size], ones);
  const column = graph.constant(`${name}.column`, [1, 1, size, 1], ones);
  const blocks = graph.node(
    'Conv',
    [padded, weights],
    `${name}.blocks`,
    squareWindows(shifted, block),
  );
  const blocksize = { int: block };
  const product = graph.node('DepthToSpace', [blocks], `${name}.product`, { blocksize });
  const squares = graph.node('Mul', [padded, padded], `${name}.squares`);
  const rowEnergy = graph.node('Conv', [squares, row], `${name}.rowEnergy`, {
    kernel_shape: { ints: [1, size] },
  });
  const energy = graph.node('Conv', [rowEnergy, column], `${name}.energy`, {
    kernel_shape: { ints: [size, 1] },
  });
  const lifted = graph.node('Add', [energy, 'leastEnergy'], `${name}.lifted`);
  const norm = graph.node('Sqrt', [lifted], `${name}.norm`);
  return graph.node('Div', [graph.node('Abs', [product], `${name}.abs`), norm], name);
}

/**
 * The filters of each orientation, shifted to each place of a block of 2 x 2: what they give for a block
 * becomes 16 channels, which is as many as processors compute at once, where 4 would take as long.
 *
 * @returns `places x orientations` filters, a pixel wider and higher than those of one place
 */
function blockFilters(filterSize: FilterSize): Float32Array {
  const { size } = filterSize;
  const shifted = size + block - 1;
  const filters = orientations.map((orientation) => s1Filter(filterSize, orientation));
  const weights = new Float32Array(block ** 2 * filters.length * shifted ** 2);
  for (let place = 0, start = 0; place < block ** 2; place++) {
    const [dx, dy] = [place % block, Math.floor(place / block)];
    for (const filter of filters) {
      for (let row = 0; row < size; row++) {
        const values = filter.subarray(row * size, (row + 1) * size);
        weights.set(values, start + (row + dy) * shifted + dx);
      }
      start += shifted ** 2;
    }
  }
  return weights;
}

function poolBand(graph: GrowingGraph, grey: string, band: ScaleBand, name: string): string {
  const s1 = band.sizes.map((size) => filterImage(graph, grey, size));
  const scales = graph.node('Max', s1, `${name}.scales`);
  return graph.node('MaxPool', [scales], name, squareWindows(band.grid, band.step));
}

/**
 * The squared difference from a template falls into three parts, `|x|^2 - 2 x.t + |t|^2`: the first
 * is the same for all templates, the other two are one convolution.
 */
function addTemplates(graph: GrowingGraph, { size, values }: Templates, count: number): void {
  const length = values.length / count;
  const scale = 1 / (2 * tuning ** 2 * length);
  const scaled = values.map((value) => 2 * scale * value);
  graph.constant(`templates${size}`, [count, orientations.length, size, size], scaled);
  const squares = Float32Array.from({ length: count }, (_, index) =>
    values
      .subarray(index * length, (index + 1) * length)
      .reduce((sum, value) => sum - scale * value ** 2, 0),
  );
  graph.constant(`templateSquares${size}`, [count], squares);
  const all = new Float32Array(length).fill(-scale);
  graph.constant(`window${size}`, [1, orientations.length, size, size], all);
}

/** @returns the largest response of each S2 cell in one band */
function matchTemplates(
  graph: GrowingGraph,
  size: number,
  c1: string,
  c1Energy: string,
  band: number,
): string {
  const name = `S2.${size}x${size}.band${band}`;
  const kernel = squareWindows(size);
  const inputs = [c1, `templates${size}`, `templateSquares${size}`];
  const match = graph.node('Conv', inputs, `${name}.match`, kernel);
  const energy = graph.node('Conv', [c1Energy, `window${size}`], `${name}.energy`, kernel);
  const s2 = graph.node('Exp', [graph.node('Add', [match, energy], `${name}.log`)], name);
  return graph.node('GlobalMaxPool', [s2], `${name}.max`);
}
