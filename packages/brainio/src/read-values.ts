import { countValues } from '@ventral/arrays';
import type { Dataset } from 'h5wasm/node';
import { type AssemblyVariable, missingValue } from './assembly-layout.ts';
import type { Hdf5File } from './hdf5-file.ts';
import { type Range, readNumbers, requireReadable } from './hdf5-values.ts';

// 16 MB of float32.
const valuesAtOnce = 2 ** 22;

/**
 * Reads the values at the given indices of each dimension, row-major.
 *
 * The file is read in tiles of whole chunks, each at most once and only where an index falls into
 * it; of a tile, the smallest box that holds them. Beside the result, memory is a few times 16 MB,
 * or a few times a chunk where those are larger.
 *
 * @param indices ascending, one list for each dimension
 * @returns float32 where the file is (or float16), else float64
 * @throws VentralError `FILE_UNREADABLE` where they are no numbers that can be read
 */
export function readValues(
  file: Hdf5File,
  dataset: Dataset,
  { name, type, shape, attributes }: AssemblyVariable,
  indices: readonly (readonly number[])[],
): Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> {
  requireReadable(file, dataset, name);
  const lengths = indices.map(({ length }) => length);
  const size = countValues(lengths);
  const isSingle = type === 'float32' || type === 'float16';
  const values = isSingle ? new Float32Array(size) : new Float64Array(size);
  const tileShape = sizeTiles(shape, dataset.metadata.chunks);
  const spans = indices.map((along, axis) => spansOf(along, tileShape[axis] as number));
  for (const tile of combinations(spans)) {
    file.step();
    copyTile(file, dataset, indices, tile, values, stridesOf(lengths));
  }
  const missing = missingValue(attributes);
  // Where NaN stands for what is missing, it is there already.
  if (missing === undefined || Number.isNaN(missing)) return values;
  return values.map((value) => (value === missing ? Number.NaN : value));
}

/** As many whole chunks as are read at once, those side by side in the file first. */
function sizeTiles(shape: readonly number[], chunks: readonly number[] | null): readonly number[] {
  const tile = chunks === null ? shape.map(() => 1) : [...chunks];
  let size = countValues(tile);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const chunk = tile[axis] as number;
    const wanted = Math.ceil((shape[axis] as number) / chunk);
    const times = Math.max(1, Math.min(wanted, Math.floor(valuesAtOnce / size)));
    tile[axis] = chunk * times;
    size *= times;
  }
  return tile;
}

/** The positions in a list of ascending indices that fall into one tile, for each tile. */
function spansOf(indices: readonly number[], tileLength: number): readonly Range[] {
  const spans: Range[] = [];
  let start = 0;
  for (let end = 1; end <= indices.length; end++) {
    const tile = Math.floor((indices[start] as number) / tileLength);
    if (end < indices.length && Math.floor((indices[end] as number) / tileLength) === tile)
      continue;
    spans.push([start, end]);
    start = end;
  }
  return spans;
}

function* combinations(lists: readonly (readonly Range[])[]): Generator<readonly Range[]> {
  const [first, ...rest] = lists;
  if (first === undefined) return yield [];
  for (const item of first) for (const others of combinations(rest)) yield [item, ...others];
}

function copyTile(
  file: Hdf5File,
  dataset: Dataset,
  indices: readonly (readonly number[])[],
  tile: readonly Range[],
  values: Float32Array | Float64Array,
  strides: readonly number[],
): void {
  const wanted = tile.map(([start, end], axis) => (indices[axis] as number[]).slice(start, end));
  const box = wanted.map((along): Range => [along[0] as number, (along.at(-1) as number) + 1]);
  const numbers = readNumbers(file, dataset, box);
  const boxStrides = stridesOf(box.map(([start, end]) => end - start));
  const from = wanted.map((along, axis) =>
    along.map((index) => (index - (box[axis] as Range)[0]) * (boxStrides[axis] as number)),
  );
  const to = wanted.map((along, axis) =>
    along.map((_, offset) => ((tile[axis] as Range)[0] + offset) * (strides[axis] as number)),
  );
  const [fromRows = [], ...fromColumns] = from;
  const [toRows = [], ...toColumns] = to;
  const fromCells = sumsOf(fromColumns);
  const toCells = sumsOf(toColumns);
  for (let row = 0; row < fromRows.length; row++) {
    const fromRow = fromRows[row] as number;
    const toRow = toRows[row] as number;
    for (let cell = 0; cell < fromCells.length; cell++) {
      const value = numbers[fromRow + (fromCells[cell] as number)];
      values[toRow + (toCells[cell] as number)] = Number(value);
    }
  }
}

function stridesOf(shape: readonly number[]): readonly number[] {
  return shape.map((_, axis) => countValues(shape.slice(axis + 1)));
}

/** The sums of one offset from each list, in row-major order. */
function sumsOf(offsets: readonly (readonly number[])[]): Int32Array {
  return offsets.reduce<Int32Array>((sums, along) => {
    const next = new Int32Array(sums.length * along.length);
    for (let at = 0; at < next.length; at++) {
      const base = sums[Math.floor(at / along.length)] as number;
      next[at] = base + (along[at % along.length] as number);
    }
    return next;
  }, Int32Array.of(0));
}
