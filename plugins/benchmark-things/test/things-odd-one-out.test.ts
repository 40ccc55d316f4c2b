import { readFile } from 'node:fs/promises';
import { type Assembly, coordinate, featureMatrix, selectAlong } from '@ventral/arrays';
import * as plugin from '@ventral/benchmark-things';
import type { Candidate, Score } from '@ventral/core';
import { thingsOddOneOut } from '@ventral/dataset-things-odd-one-out';
import { openFeatureFile } from '@ventral/files';
import { createRunContext, featureFileCandidate } from '@ventral/host';
import { pls } from '@ventral/metric-linear-predictivity';
import { oddOneOut, oddOneOutCeiling, oddOneOutLogLikelihood } from '@ventral/metric-odd-one-out';
import { describeReference, referencePath } from '@ventral/testing';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';

const { thingsOddOneOutBenchmark: benchmark } = plugin;

checkManifest(plugin);
checkBenchmark(benchmark);
beforeEach(() => void vi.stubEnv('VENTRAL_THINGS_IMAGES', ''));

const extrasOf = ({ extras, metric }: Score) =>
  extras?.[metric?.id ?? ''] as unknown as Record<string, number>;

describeReference('choices of the odd one of three', 'data/things-odd-one-out', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  checkBenchmark(benchmark, { context });

  const vice = async (ids?: readonly string[]): Promise<Candidate> => {
    const path = referencePath('data/things-odd-one-out/embeddings/things/final_embedding.npy');
    return featureFileCandidate('vice.npy', await openFeatureFile(path), ids);
  };

  it('are predicted by VICE as far as its authors say', async () => {
    const score = await benchmark.score(await vice(), context);
    // 63.6 % of the choices are predicted, of 67.22 % at best (Hebart et al. 2020).
    expect(extrasOf(score).accuracy).toBeCloseTo(0.636, 3);
    expect(score.ceiling).toBeCloseTo((0.6722 - 1 / 3) / (2 / 3), 3);
    expect(score.value).toBeCloseTo(score.raw.value / score.ceiling!, 12);
    expect(score.ceilingConvention).toBe('r/c');
    expect(score.uncertainty).toMatchObject({ units: { triplets: 1000, subjects: 325 } });
    expect(score.notes).toEqual([
      expect.stringContaining('-0.837 nats at the temperature 1'),
      expect.stringContaining('In the ceiling, people'),
    ]);
  });

  it('say that images are of a folder where one is named', async () => {
    const path = referencePath('data/things-odd-one-out/data/sortindex');
    vi.stubEnv('VENTRAL_THINGS_IMAGES', path);
    await expect(benchmark.score(await vice(), { ...context, run: {} })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });

  it('are compared with an embedding whose rows are named', async () => {
    const { stimuli } = await thingsOddOneOut.load(context);
    const ids = stimuli.stimuli.map(({ id }) => id);
    const plain = await benchmark.score(await vice(), context);
    expect((await benchmark.score(await vice(ids), context)).value).toBe(plain.value);
    const other = ids.with(3, 'zebra crossing');
    await expect(benchmark.score(await vice(other), context)).rejects.toMatchObject({
      code: 'STIMULI_MISMATCH',
      message: expect.stringContaining(`'${ids[3]}'`),
    });
  });

  it('need one row of features an object', async () => {
    const path = referencePath('data/things-odd-one-out/embeddings/adjectives/final_embedding.npy');
    const adjectives = featureFileCandidate('adjectives.npy', await openFeatureFile(path));
    await expect(benchmark.score(adjectives, context)).rejects.toMatchObject({
      code: 'STIMULI_MISMATCH',
      message: expect.stringContaining('2372 rows of features; THINGS-odd-one-out has 1854'),
    });
  });

  it('are not compared with features that are not a number', async () => {
    const candidate: Candidate = {
      id: 'holes.npy',
      async record({ stimuli }) {
        const ids = stimuli.map(({ id }) => id);
        return featureMatrix(new Float32Array(ids.length).fill(Number.NaN), ids);
      },
    };
    await expect(benchmark.score(candidate, context)).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('is NaN'),
    });
  });

  it('are not for choices that were made elsewhere, nor for a metric on recordings', async () => {
    const { trials } = await thingsOddOneOut.load(context);
    const choices = { ...(await vice()), choices: trials };
    await expect(benchmark.score(choices, context)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('compares features; choices were given'),
    });
    const options = { metric: pls };
    await expect(benchmark.score(await vice(), context, options)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining("'pls' compares with recordings"),
    });
  });

  it('have a likelihood as well', async () => {
    const options = { metric: oddOneOutLogLikelihood };
    const { value, ceiling } = await benchmark.score(await vice(), context, options);
    expect(value).toBeGreaterThan(-0.85);
    expect(value).toBeLessThan(-0.82);
    expect(ceiling).toBeUndefined();
  });

  describeReference('beside values that were computed elsewhere', 'golden/human/behaviour', () => {
    interface Golden {
      readonly ceiling: Readonly<Record<string, number>>;
      readonly vice_dot: Readonly<Record<string, number>>;
      readonly vice_cosine: { readonly accuracy: number };
    }
    let golden: Golden;
    let half: Assembly;
    let features: Awaited<ReturnType<Candidate['record']>>;
    beforeAll(async () => {
      const path = referencePath('golden/human/behaviour/odd-one-out.json');
      golden = JSON.parse(await readFile(path, 'utf8'));
      const { stimuli, trials } = await thingsOddOneOut.load(context);
      half = selectAlong(trials, 'presentation', everySecondTriplet(trials));
      features = await (await vice()).record(stimuli, 'behavior');
    });

    it('ceilings are the same', async () => {
      const score = await oddOneOutCeiling.compare(undefined, half, {}, context);
      const found = extrasOf(score);
      expect(half.shape).toEqual([golden.ceiling.trials]);
      for (const [name, theirs] of [
        ['majorityShare', 'majority_share'],
        ['majoritySharePerTrial', 'majority_share_over_trials'],
        ['leaveOneOut', 'leave_one_out'],
        ['agreementOfTwo', 'agreement_of_two'],
      ] as const) {
        expect(Math.abs(found[name]! - golden.ceiling[theirs]!), name).toBeLessThan(1e-9);
      }
    });

    it('accuracies and probabilities are the same', async () => {
      const score = await oddOneOut.compare(features, half, {}, context);
      const found = extrasOf(score);
      const { vice_dot: theirs, vice_cosine: cosine } = golden;
      expect(Math.abs(found.accuracy! - theirs.accuracy!)).toBeLessThan(1e-9);
      expect(
        Math.abs(found.accuracyOverTriplets! - theirs.accuracy_mean_over_triplets!),
      ).toBeLessThan(1e-9);
      expect(Math.abs(found.meanLogProbability! - theirs.mean_log_probability_nats!)).toBeLessThan(
        1e-6,
      );
      expect(Math.abs(found.meanProbability! - theirs.mean_probability!)).toBeLessThan(1e-6);
      const best = await oddOneOutCeiling.compare(undefined, half, {}, context);
      const rescaled = score.value / best.value;
      expect(Math.abs(rescaled - theirs.rescaled_by_majority_share!)).toBeLessThan(1e-9);
      const ofCosine = await oddOneOut.compare(features, half, { similarity: 'cosine' }, context);
      expect(Math.abs(extrasOf(ofCosine).accuracy! - cosine.accuracy)).toBeLessThan(1e-9);
    });
  });
});

/** Trials of every second triplet, in the order in which triplets first appear. */
function everySecondTriplet(trials: Assembly): readonly number[] {
  const shown = ['object1', 'object2', 'object3'].map((name) => coordinate(trials, name));
  const places = new Map<string, number>();
  return Array.from(trials.values.keys()).filter((row) => {
    const key = shown
      .map((names) => names[row])
      .sort()
      .join();
    const place = places.get(key) ?? places.size;
    places.set(key, place);
    return place % 2 === 0;
  });
}
