import type { Assembly } from '@ventral/arrays';
import {
  type DecodedBin,
  type DecoderName,
  decodeInvariance,
  decodePopulation,
  drawPopulation,
  type Population,
  withoutNeuroids,
} from '@ventral/decoding';
import { correctedResampledT, jackknifeError, twoSidedQuantile } from '@ventral/statistics';
import type { DecodedAccuracy, DecodedPoint } from './decoding-record.ts';

/** How recordings, or a layer, are decoded. */
export interface DecodingPlan {
  readonly label: string;
  readonly position: string | undefined;
  readonly together: boolean;
  readonly decoder: DecoderName;
  /** @default 20, or as many as there are examples */
  readonly folds?: number | undefined;
  readonly populations: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Hears how much is done, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** What is told in each bin, and of what. */
export interface DecodedPoints extends Pick<Population, 'classes' | 'positions' | 'examples'> {
  readonly folds: number;
  readonly neuroids: number;
  readonly points: readonly DecodedPoint[];
}

/** Folds where nothing is said: more of them learn from hardly more. */
const mostFolds = 20;

/** Groups of neuroids that are left out in turn, to say how far other neuroids would be. */
const mostGroups = 10;

/**
 * Decodes several populations, each bin by itself, and says how sure the accuracies are.
 *
 * Standard errors are over neuroids, by the jackknife over ten groups of them. Neuroids that were recorded one after
 * another have noise of their own, so that this counts the noise of trials as well. Where examples are stimuli, which
 * all neuroids share, the error over folds (Nadeau & Bengio 2003, https://doi.org/10.1023/A:1024068626366) comes
 * on top; noise counts in both, so that intervals are rather too wide.
 *
 * @param recordings `presentation x neuroid`, or `presentation x neuroid x time_bin`
 */
export async function decodePoints(
  recordings: Assembly,
  {
    label,
    position,
    together,
    decoder,
    populations,
    seed,
    signal,
    onProgress,
    ...plan
  }: DecodingPlan,
): Promise<DecodedPoints> {
  const drawn = Array.from({ length: populations }, (_, index) =>
    drawPopulation(recordings, { label, position, together, seed: (seed + index) % 2 ** 32 }),
  );
  const first = drawn[0]!;
  const { classes, positions, examples, bins, neuroidIds } = first;
  const folds = plan.folds ?? Math.min(mostFolds, examples);
  const groups = Math.min(mostGroups, neuroidIds.length);
  const hasInvariance = position !== undefined && positions.length > 1;
  const options = { decoder, folds, signal };
  const decodeOne = async (population: Population) => ({
    identity: await decodePopulation(population, options),
    ...(hasInvariance && { invariance: await decodeInvariance(population, options) }),
  });
  type Decoded = Awaited<ReturnType<typeof decodeOne>>;
  const whole: Decoded[] = [];
  // Of each group that is left out: the mean over populations, by bin.
  const without = Array.from({ length: groups }, () => ({
    identity: new Float64Array(bins),
    invariance: new Float64Array(bins),
  }));
  const steps = populations * (groups > 1 ? groups + 1 : 1);
  let done = 0;
  for (const population of drawn) {
    whole.push(await decodeOne(population));
    onProgress(++done / steps);
    for (let group = 0; groups > 1 && group < groups; group++) {
      const left = withoutNeuroids(population, (neuroid) => neuroid % groups === group);
      const decoded = await decodeOne(left);
      for (let bin = 0; bin < bins; bin++) {
        without[group]!.identity[bin]! += decoded.identity[bin]!.accuracy / populations;
        without[group]!.invariance[bin]! += (decoded.invariance?.accuracy[bin] ?? 0) / populations;
      }
      onProgress(++done / steps);
    }
  }
  const each = <Value>(value: (decoded: Decoded) => Value) => whole.map(value);
  const sure = (
    which: 'identity' | 'invariance',
    bin: number,
    byFold: readonly (readonly number[])[],
  ) => {
    const accuracy = mean(byFold.map(mean));
    if (groups < 2) return { accuracy };
    const overNeuroids = jackknifeError(without.map((one) => one[which][bin]!));
    const sizes = { testSize: 1, trainSize: folds - 1 };
    const overFolds = together
      ? mean(byFold.map((shares) => correctedResampledT(shares, sizes).standardError))
      : 0;
    const degrees = together ? Math.min(groups, folds) - 1 : groups - 1;
    return withInterval(accuracy, Math.hypot(overNeuroids, overFolds), degrees);
  };
  const points = Array.from({ length: bins }, (_, bin): DecodedPoint => {
    const identity = each((decoded) => decoded.identity[bin]!);
    const invariance = each((decoded) => decoded.invariance);
    return {
      identity: sure(
        'identity',
        bin,
        identity.map(({ byFold }) => byFold),
      ),
      ...(hasInvariance && {
        invariance: {
          ...sure(
            'invariance',
            bin,
            invariance.map((one) => one!.byFold[bin]!),
          ),
          byPosition: Object.fromEntries(
            positions.map((name, at) => [
              name,
              mean(invariance.map((one) => one!.byPosition[at]![bin]!.accuracy)),
            ]),
          ),
        },
      }),
      confusion: meanConfusion(identity),
    };
  });
  return { classes, positions, examples, folds, neuroids: neuroidIds.length, points };
}

function withInterval(accuracy: number, standardError: number, degrees: number): DecodedAccuracy {
  const half = twoSidedQuantile(0.05, degrees) * standardError;
  const interval = [Math.max(0, accuracy - half), Math.min(1, accuracy + half)] as const;
  return { accuracy, standardError, interval };
}

/** As shares of the tests of each class, over populations. */
function meanConfusion(decoded: readonly DecodedBin[]): readonly (readonly number[])[] {
  const [first] = decoded;
  return first!.confusion.map((row, shown) =>
    row.map((_, answered) =>
      mean(
        decoded.map(({ confusion }) => {
          const tests = confusion[shown]!.reduce((sum, count) => sum + count, 0);
          return confusion[shown]![answered]! / tests;
        }),
      ),
    ),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
