// @ts-check
/**
 * Writes records of models that do not exist, to measure the leaderboard by:
 * `node packages/leaderboard/scripts/synthetic-records.mjs FOLDER [models] [benchmarks] [seed]`.
 *
 * They are valid, with replicates under one plan a benchmark; the models share what the drawn images do
 * to all. The same arguments write the same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeReplicates } from '@ventral/statistics';

const draws = 1000;
const regions = ['V1', 'V2', 'V4', 'IT', 'behavior'];

const [folder, models = '1000', benchmarks = '50', seed = '1'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder to write to.');
writeRecords(folder, Number(models), Number(benchmarks), Number(seed));

/**
 * @param {string} folder
 * @param {number} modelCount
 * @param {number} benchmarkCount
 * @param {number} seed
 */
function writeRecords(folder, modelCount, benchmarkCount, seed) {
  const random = mulberry(seed);
  // Normal numbers, made once and read from many places.
  const pool = Float64Array.from({ length: 200_003 }, () => normal(random));
  const from = () => Math.floor(random() * pool.length);
  const quality = Array.from({ length: modelCount }, () => normal(random) * 0.06);
  for (let benchmark = 0; benchmark < benchmarkCount; benchmark += 1) {
    const region = regions[benchmark % regions.length] ?? 'V4';
    const id = `Synthetic${2001 + benchmark}.${region}-pls`;
    const plan = createHash('sha256').update(id).digest('hex');
    const shared = { stimuli: [from(), from()], neuroids: [from(), from()] };
    for (let model = 0; model < modelCount; model += 1) {
      // A tenth was never scored.
      if (random() < 0.1) continue;
      const value = 0.5 + (quality[model] ?? 0) + 0.02 * normal(random);
      /** @param {number[]} offsets @param {number} unit */
      const vary = (offsets, unit) => {
        const [loading, own] = [1 + 0.1 * normal(random), from()];
        return Float64Array.from({ length: draws }, (_, draw) => {
          const [first, second] = offsets.map((offset) => pool[(offset + draw) % pool.length] ?? 0);
          const alone = pool[(own + draw) % pool.length] ?? 0;
          return value + unit * (loading * (first ?? 0) + 0.4 * (second ?? 0) + 0.6 * alone);
        });
      };
      const [stimuli, neuroids] = [vary(shared.stimuli, 0.006), vary(shared.neuroids, 0.008)];
      const all = stimuli.map((one, draw) => one + (neuroids[draw] ?? 0) - value);
      const standardError = Math.sqrt(variance(stimuli) + variance(neuroids));
      const perNeuroid = Array.from({ length: 100 }, () =>
        Number((value + 0.1 * normal(random)).toFixed(4)),
      );
      const record = makeRecord(`model-${String(model + 1).padStart(4, '0')}`, id, {
        value,
        better: 'higher',
        uncertainty: {
          standardError,
          interval: [value - 1.96 * standardError, value + 1.96 * standardError],
          plan,
          units: { stimuli: 600, neuroids: 100 },
          replicates: {
            stimuli: encodeReplicates(stimuli),
            neuroids: encodeReplicates(neuroids),
            all: encodeReplicates(all),
          },
        },
        ceiling: 0.85,
        ceilingConvention: 'raw',
        raw: { value, perNeuroid },
        metric: { id: 'pls', scoreVersion: 1, options: {} },
      });
      const place = join(folder, record.model.id);
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, `${id}.json`), JSON.stringify(record));
    }
  }
}

/**
 * @param {string} model
 * @param {string} benchmark
 * @param {object} score
 */
function makeRecord(model, benchmark, score) {
  return {
    recordVersion: 2,
    createdAt: '2026-11-27T12:00:00.000Z',
    benchmark: { id: benchmark, scoreVersion: 1, package: '@synthetic/benchmark@1.0.0' },
    datasets: [{ id: benchmark.split('.')[0], scoreVersion: 1 }],
    metrics: [{ id: 'pls', scoreVersion: 1 }],
    model: {
      id: model,
      package: '@synthetic/model@1.0.0',
      layer: 'layer4',
      layerChosenBy: 'model',
    },
    inputs: { metricOptions: {}, missingParts: 'refuse' },
    seed: 1,
    device: 'cpu',
    score,
    data: [],
    environment: {
      node: 'v20.19.0',
      platform: 'linux x64',
      processor: 'none',
      packages: { ventral: '0.1.0', '@synthetic/benchmark': '1.0.0', '@synthetic/model': '1.0.0' },
      program: 'ventral',
    },
  };
}

/** @param {Float64Array} values */
function variance(values) {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1);
}

/** @param {() => number} random */
function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * Uniform numbers of a seed; by mulberry32 of Tommy Ettinger (public domain).
 *
 * @param {number} seed
 */
function mulberry(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
