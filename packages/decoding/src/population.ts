import { type Assembly, type CoordinateValue, coordinate } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { createMatrix, type Matrix, RandomState } from '@ventral/numerics';

/** Responses of neuroids to as many examples of each class at each position, ready to be decoded. */
export interface Population {
  /** What is told apart, ascending. */
  readonly classes: readonly string[];
  /** Under which conditions, ascending; one, named '', where none are told apart. */
  readonly positions: readonly string[];
  /** Of each class at each position, at least 2. */
  readonly examples: number;
  readonly neuroidIds: readonly string[];
  /** Time bins; one where responses have no time. */
  readonly bins: number;
  /** Finite, `bin x class x position x example x neuroid`, the neuroid fastest. */
  readonly values: Float64Array;
}

/** How a population is drawn from recordings. */
export interface PopulationDesign {
  /** The coordinate of presentations that is to be told, such as `object_name`. */
  readonly label: string;
  /** A coordinate of presentations that it is to be told whatever the value of, such as `position`. */
  readonly position?: string | undefined;
  /**
   * Examples of each class at each position.
   * @default as many as there are of the one with the fewest
   */
  readonly examples?: number | undefined;
  /**
   * Which examples are taken, and in which order, from 0 to 2^32 - 1.
   * @default the first, in the order of presentations
   */
  readonly seed?: number | undefined;
  /**
   * Whether an example is one presentation for all neuroids, as units of a network and neuroids that were recorded
   * together have them. Else each neuroid has examples of its own, drawn apart: a pseudo-population.
   * @default false
   */
  readonly together?: boolean | undefined;
}

/**
 * Draws a population: as many presentations of each class at each position for every neuroid, without putting any
 * back. Neuroids of which nothing was recorded are left out.
 *
 * A pseudo-population puts together trials that neuroids were not recorded in at the same time: what they do together
 * from trial to trial is lost.
 * Reference: Meyers, Freedman, Kreiman, Miller & Poggio (2008), https://doi.org/10.1152/jn.90248.2008
 *
 * @param recordings `presentation x neuroid`, or `presentation x neuroid x time_bin`; NaN where nothing was measured
 * @throws VentralError `SHAPE_MISMATCH` for other dimensions, or where there is no such coordinate
 * @throws VentralError `RESPONSES_INVALID` for fewer than two classes, or than two examples of one, naming it; and where
 *   nothing was recorded
 * @throws VentralError `OPTION_INVALID` for more examples than there are
 */
export function drawPopulation(recordings: Assembly, design: PopulationDesign): Population {
  const { label, position, seed, together = false } = design;
  const { rows, neuroids, bins, at } = readCells(recordings);
  const labels = labelsOf(recordings, label);
  const positionLabels =
    position === undefined ? labels.map(() => '') : labelsOf(recordings, position);
  const classes = distinct(labels);
  const positions = distinct(positionLabels);
  if (classes.length < 2) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `All ${rows} presentations are of the one ${label} '${classes[0]}': there is nothing to tell apart.`,
      { hint: 'Decode a label that differs between stimuli.' },
    );
  }
  const isMeasured = (row: number, neuroid: number) => {
    for (let bin = 0; bin < bins; bin++) if (!Number.isFinite(at(row, neuroid, bin))) return false;
    return true;
  };
  const kept = Array.from({ length: neuroids }, (_, neuroid) => neuroid).filter((neuroid) =>
    labels.some((_, row) => isMeasured(row, neuroid)),
  );
  if (kept.length === 0) {
    throw new VentralError('RESPONSES_INVALID', 'Nothing was recorded of any neuroid.', {
      hint: 'Choose other recordings, or another window of time.',
    });
  }
  const ids = coordinate(recordings, 'neuroid_id').map(String);
  const cells = classes.flatMap((one) =>
    positions.map((where) => ({
      name: where === '' ? `'${one}'` : `'${one}' at '${where}'`,
      rows: labels.flatMap((own, row) =>
        own === one && positionLabels[row] === where ? [row] : [],
      ),
    })),
  );
  // Those of each cell that can be drawn: for all neuroids at once, or for each.
  const available = cells.map(({ rows: own }) =>
    together
      ? [own.filter((row) => kept.every((neuroid) => isMeasured(row, neuroid)))]
      : kept.map((neuroid) => own.filter((row) => isMeasured(row, neuroid))),
  );
  const examples = examplesOf(design, cells, available, (index) =>
    together ? '' : ` of neuroid '${ids[kept[index]!]}'`,
  );
  const random = seed === undefined ? undefined : new RandomState(seed);
  const drawn = available.map((cell) =>
    cell.map((own) => (random === undefined ? own : random.permutation(own)).slice(0, examples)),
  );
  const perBin = cells.length * examples * kept.length;
  const values = new Float64Array(bins * perBin);
  for (let bin = 0, to = 0; bin < bins; bin++) {
    for (const cell of drawn) {
      for (let example = 0; example < examples; example++) {
        for (const [index, neuroid] of kept.entries()) {
          values[to++] = at((together ? cell[0] : cell[index])![example]!, neuroid, bin);
        }
      }
    }
  }
  return { classes, positions, examples, neuroidIds: kept.map((one) => ids[one]!), bins, values };
}

/** The population without some of its neuroids. */
export function withoutNeuroids(
  population: Population,
  isOut: (neuroid: number) => boolean,
): Population {
  const { neuroidIds, values } = population;
  const kept = [...neuroidIds.keys()].filter((neuroid) => !isOut(neuroid));
  const rows = values.length / neuroidIds.length;
  const left = new Float64Array(rows * kept.length);
  for (let row = 0, to = 0; row < rows; row++) {
    for (const neuroid of kept) left[to++] = values[row * neuroidIds.length + neuroid]!;
  }
  return { ...population, neuroidIds: kept.map((one) => neuroidIds[one]!), values: left };
}

/** Examples of some classes, positions and places among the examples, in one bin: `examples x neuroids`. */
export interface ExampleRows {
  readonly rows: Matrix;
  /** The class of each, as an index. */
  readonly labels: Uint32Array;
}

/**
 * Takes examples out of a population.
 *
 * @param positions indices
 * @param examples indices within each class and position
 */
export function takeExamples(
  { classes, positions: all, examples: count, neuroidIds, values }: Population,
  bin: number,
  positions: readonly number[],
  examples: readonly number[],
): ExampleRows {
  const width = neuroidIds.length;
  const rows = createMatrix([classes.length * positions.length * examples.length, width]);
  const labels = new Uint32Array(rows.shape[0]);
  let to = 0;
  for (let label = 0; label < classes.length; label++) {
    for (const position of positions) {
      const cell = (bin * classes.length + label) * all.length + position;
      for (const example of examples) {
        const from = (cell * count + example) * width;
        rows.values.set(values.subarray(from, from + width), to * width);
        labels[to++] = label;
      }
    }
  }
  return { rows, labels };
}

function readCells({ dims, shape, values }: Assembly) {
  const [rows = 0, neuroids = 0, bins = 1] = shape;
  const named = dims.join();
  if (named === 'presentation,neuroid' || named === 'presentation,neuroid,time_bin') {
    const at = (row: number, neuroid: number, bin: number) =>
      values[(row * neuroids + neuroid) * bins + bin]!;
    return { rows, neuroids, bins, at };
  }
  throw new VentralError(
    'SHAPE_MISMATCH',
    `Recordings are decoded as [presentation, neuroid] or with time_bin after these, not as [${dims.join(', ')}].`,
    { hint: 'Bring the dimensions into this order with transpose of @ventral/arrays.' },
  );
}

function labelsOf(recordings: Assembly, name: string): readonly string[] {
  const found = recordings.coords[name];
  if (found?.dim === 'presentation') return found.values.map(String);
  const names = Object.entries(recordings.coords).flatMap(([own, { dim }]) =>
    dim === 'presentation' ? [own] : [],
  );
  throw new VentralError('SHAPE_MISMATCH', `Presentations have no label '${name}'.`, {
    hint: `They have ${names.join(', ')}.`,
  });
}

function distinct(labels: readonly CoordinateValue[]): readonly string[] {
  return [...new Set(labels.map(String))].sort();
}

function examplesOf(
  { examples: wanted, label }: PopulationDesign,
  cells: readonly { readonly name: string }[],
  available: readonly (readonly (readonly number[])[])[],
  whose: (index: number) => string,
): number {
  let fewest = { count: Number.POSITIVE_INFINITY, what: '' };
  for (const [cell, { name }] of cells.entries()) {
    for (const [index, rows] of available[cell]!.entries()) {
      const count = rows.length;
      if (count < fewest.count) fewest = { count, what: `${label} ${name}${whose(index)}` };
    }
  }
  const { count, what } = fewest;
  if (count < 2) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `There ${count === 1 ? 'is one example' : 'are no examples'} of ${what}: a decoder needs one to learn from and ` +
        'another to be tested on.',
      {
        hint: 'Decode what was shown more often, or leave out the class (selectAlong of @ventral/arrays).',
      },
    );
  }
  if (wanted === undefined) return count;
  if (Number.isInteger(wanted) && wanted >= 2 && wanted <= count) return wanted;
  throw new VentralError('OPTION_INVALID', `${wanted} examples of each class cannot be drawn.`, {
    hint: `There are ${count} of ${what}; 2 are needed.`,
  });
}
