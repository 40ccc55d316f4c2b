import { VentralError } from '@ventral/errors';
import { type RunOptions, yieldToEvents } from '@ventral/numerics';
import { type Decoder, type DecoderName, decoders, type Readout } from './decoder.ts';
import { type ExampleRows, type Population, takeExamples } from './population.ts';
import { type ExampleFold, momentsOfFolds } from './training-moments.ts';

/** How a population is decoded. */
export interface DecodingOptions extends RunOptions {
  /** @default 'maximum-correlation' */
  readonly decoder?: DecoderName | undefined;
  /**
   * Parts of the examples of each class at each position, of which each is tested on in turn, 2 to as many as there are
   * examples; examples that are left over are not used.
   * @default as many as there are examples
   */
  readonly folds?: number | undefined;
}

/** Which positions are learnt from and tested on, as indices; all where nothing is said. */
export interface DecodedPositions {
  readonly trainAt?: readonly number[] | undefined;
  readonly testAt?: readonly number[] | undefined;
}

/** How well classes are told apart, in one bin. */
export interface DecodedBin {
  /** Share of the tests that are answered rightly, 0 to 1. Chance is 1 over the number of classes. */
  readonly accuracy: number;
  /** The share, fold by fold. */
  readonly byFold: readonly number[];
  /** How often each class, a row, was taken for each, a column. */
  readonly confusion: readonly (readonly number[])[];
}

/**
 * Tells the class of each example from what the neuroids did in it, having learnt from examples of other folds, bin by
 * bin. Examples of a fold are never learnt from, at no position.
 *
 * Time grows with `bins x folds x examples x neuroids`. Progress is in bins.
 *
 * @returns one result a bin
 * @throws VentralError `OPTION_INVALID` for folds out of range, or positions that there are not
 * @throws VentralError `INTERRUPTED`
 *
 * @example
 * const population = drawPopulation(counts, { label: 'object_name', position: 'position', seed: 1 });
 * const [first] = await decodePopulation(population, { folds: 10 });
 */
export async function decodePopulation(
  population: Population,
  { trainAt, testAt, ...options }: DecodingOptions & DecodedPositions = {},
): Promise<readonly DecodedBin[]> {
  const { bins, classes } = population;
  const folds = foldsOf(population, options.folds);
  const decoder: Decoder = decoders[options.decoder ?? 'maximum-correlation'];
  const learnt = positionsOf(population, trainAt);
  const tested = positionsOf(population, testAt);
  const results: DecodedBin[] = [];
  for (let bin = 0; bin < bins; bin++) {
    const confusion = classes.map(() => classes.map(() => 0));
    const byFold: number[] = [];
    let fold = 0;
    for (const moments of momentsOfFolds(population, bin, learnt, folds)) {
      const { train, test } = folds[fold++]!;
      const examples = () => takeExamples(population, bin, learnt, train);
      const readout = await decoder({ moments, examples, signal: options.signal });
      const asked = takeExamples(population, bin, tested, test);
      const answers = readOut(readout, asked);
      for (const [row, label] of asked.labels.entries()) confusion[label]![answers[row]!]! += 1;
      byFold.push(shareRight(answers, asked.labels));
    }
    await yieldToEvents(options.signal, 'decoding');
    options.onProgress?.(bin + 1, bins);
    const accuracy = byFold.reduce((sum, share) => sum + share, 0) / byFold.length;
    results.push({ accuracy, byFold, confusion });
  }
  return results;
}

/** How well classes are told at one position from examples of the others. */
export interface DecodedInvariance {
  /** The mean over positions that are tested, one a bin. */
  readonly accuracy: readonly number[];
  /** Fold by fold, the mean over positions, for each bin. */
  readonly byFold: readonly (readonly number[])[];
  /** Of each position that is tested, one a bin. */
  readonly byPosition: readonly (readonly DecodedBin[])[];
}

/**
 * Decodes at each position in turn what was learnt at the others.
 *
 * Reference: Meyers, Freedman, Kreiman, Miller & Poggio (2008), https://doi.org/10.1152/jn.90248.2008
 *
 * @throws VentralError `OPTION_INVALID` for one position, and as {@link decodePopulation}
 */
export async function decodeInvariance(
  population: Population,
  options: DecodingOptions = {},
): Promise<DecodedInvariance> {
  const { positions, bins } = population;
  const indices = [...positions.keys()];
  if (indices.length < 2) {
    throw new VentralError(
      'OPTION_INVALID',
      `Invariance needs two positions to learn at one and test at the other, not ${indices.length}.`,
      { hint: 'Draw the population by a label with several values (position).' },
    );
  }
  const byPosition: (readonly DecodedBin[])[] = [];
  for (const tested of indices) {
    const others = indices.filter((index) => index !== tested);
    byPosition.push(
      await decodePopulation(population, { ...options, trainAt: others, testAt: [tested] }),
    );
  }
  const mean = (shareOf: (decoded: readonly DecodedBin[]) => number) =>
    byPosition.reduce((sum, decoded) => sum + shareOf(decoded), 0) / byPosition.length;
  const each = Array.from({ length: bins }, (_, bin) => bin);
  return {
    byPosition,
    accuracy: each.map((bin) => mean((decoded) => decoded[bin]!.accuracy)),
    byFold: each.map((bin) =>
      byPosition[0]![bin]!.byFold.map((_, fold) => mean((decoded) => decoded[bin]!.byFold[fold]!)),
    ),
  };
}

/**
 * Decodes each bin by what was learnt in each: whether what tells classes apart stays the same over time.
 *
 * Reference: King & Dehaene (2014), https://doi.org/10.1016/j.tics.2014.01.002
 *
 * @returns shares, a row for each bin that is learnt in, a column for each that is tested in
 * @throws VentralError as {@link decodePopulation}
 */
export async function decodeAcrossTime(
  population: Population,
  options: DecodingOptions = {},
): Promise<readonly (readonly number[])[]> {
  const { bins } = population;
  const folds = foldsOf(population, options.folds);
  const decoder: Decoder = decoders[options.decoder ?? 'maximum-correlation'];
  const all = positionsOf(population, undefined);
  const shares = Array.from({ length: bins }, () => new Array<number>(bins).fill(0));
  const asked = folds.map(({ test }) =>
    shares.map((_, bin) => takeExamples(population, bin, all, test)),
  );
  for (let bin = 0; bin < bins; bin++) {
    let fold = 0;
    for (const moments of momentsOfFolds(population, bin, all, folds)) {
      const { train } = folds[fold]!;
      const examples = () => takeExamples(population, bin, all, train);
      const readout = await decoder({ moments, examples, signal: options.signal });
      for (const [tested, rows] of asked[fold]!.entries()) {
        shares[bin]![tested]! += shareRight(readOut(readout, rows), rows.labels) / folds.length;
      }
      fold++;
    }
    await yieldToEvents(options.signal, 'decoding');
    options.onProgress?.(bin + 1, bins);
  }
  return shares;
}

function readOut({ weights, offsets }: Readout, { rows, labels }: ExampleRows): Uint32Array {
  const [classes, neuroids] = weights.shape;
  const answers = new Uint32Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    let best = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < classes; label++) {
      let score = offsets[label]!;
      for (let neuroid = 0; neuroid < neuroids; neuroid++) {
        score +=
          rows.values[row * neuroids + neuroid]! * weights.values[label * neuroids + neuroid]!;
      }
      if (!(score > best)) continue;
      best = score;
      answers[row] = label;
    }
  }
  return answers;
}

function shareRight(answers: Uint32Array, labels: Uint32Array): number {
  let right = 0;
  for (const [row, answer] of answers.entries()) if (answer === labels[row]) right++;
  return right / labels.length;
}

function foldsOf({ examples }: Population, folds = examples): readonly ExampleFold[] {
  if (!Number.isInteger(folds) || folds < 2 || folds > examples) {
    throw new VentralError(
      'OPTION_INVALID',
      `${examples} examples cannot be put in ${folds} folds.`,
      {
        hint: `Give a whole number from 2 to ${examples}.`,
      },
    );
  }
  const size = Math.floor(examples / folds);
  const used = Array.from({ length: folds * size }, (_, example) => example);
  return Array.from({ length: folds }, (_, fold) => {
    const isTested = (example: number) => Math.floor(example / size) === fold;
    return { train: used.filter((one) => !isTested(one)), test: used.filter(isTested) };
  });
}

function positionsOf(
  { positions }: Population,
  asked: readonly number[] | undefined,
): readonly number[] {
  const indices = asked ?? [...positions.keys()];
  const wrong = indices.find((index) => positions[index] === undefined);
  if (indices.length > 0 && wrong === undefined) return indices;
  throw new VentralError(
    'OPTION_INVALID',
    wrong === undefined ? 'No position is named.' : `There is no position ${wrong}.`,
    { hint: `Name some of 0 to ${positions.length - 1}.` },
  );
}
