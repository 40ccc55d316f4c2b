import type { Score } from '@ventral/core';
import type { ScoreRecord } from '@ventral/scoring';

const score: Score = {
  value: 0.72,
  spread: 0.01,
  ceiling: 0.9,
  ceilingSpread: 0.02,
  ceilingConvention: 'r/c',
  better: 'higher',
  uncertainty: {
    standardError: 0.03,
    interval: [0.66, 0.78],
    plan: 'ef01',
    units: { stimuli: 640, neuroids: 3 },
    replicates: { stimuli: 'AACAPw==', neuroids: 'AAAAPw==', all: 'AACAPg==' },
  },
  ceilingInterval: [0.85, 0.95],
  raw: {
    uncertainty: { unavailable: 'The ceiling was not drawn again.' },
    value: 0.65,
    spread: 0.009,
    perSplit: [0.64, 0.66],
    perNeuroid: [0.6, null, 0.7],
    perSubject: { 'subject-01': 0.5, 'subject-02': null },
  },
  metric: { id: 'pls', scoreVersion: 1, options: { components: 25, stratification: null } },
  extras: { pls: { baseline: { value: 0.5, perSplit: [0.4, 0.6] } } },
  notes: ['Two sessions.'],
  splitsDigest: 'b5bb9d80',
  overTime: {
    aspect: 'responses',
    mean: { value: 0.3, better: 'higher', raw: { value: 0.3 }, ceiling: 0.6 },
    bins: [
      { window: [0, 50], unavailable: 'Nothing varies.' },
      { window: [50, 100], score: { value: 0.3, better: 'higher', raw: { value: 0.3 } } },
    ],
  },
};

/** A record that uses every field. */
export const wholeRecord: ScoreRecord = {
  recordVersion: 3,
  createdAt: '2026-11-22T10:20:30.456Z',
  benchmark: { id: 'Cowley2023.V4-pls', scoreVersion: 1, package: '@ventral/b@0.1.0' },
  datasets: [{ id: 'Cowley2023', scoreVersion: 2, package: '@ventral/d@0.2.0' }],
  metrics: [{ id: 'pls', scoreVersion: 1, package: '@ventral/m@0.1.0' }],
  model: {
    id: 'squeezenet1_1',
    package: '@ventral/model-onnx@0.1.0',
    scoreVersion: 3,
    file: { name: 'squeezenet1_1.onnx', sha256: 'ab', bytes: 5_000_000 },
    digest: 'sha256:1234',
    layer: 'fire9/concat',
    layerChosenBy: 'this benchmark',
  },
  inputs: {
    time: 'responses',
    preprocessing: { mean: [0, 0, 0] },
    imageSize: 224,
    layers: ['fire9/concat', { V4: 'fire8/concat' }],
    metric: 'pls',
    metricOptions: { components: 25 },
    missingParts: 'refuse',
    stimulusIds: { name: 'ids.txt', sha256: 'cd', bytes: 100 },
  },
  seed: 1,
  device: 'cpu',
  score: { ...score, parts: { '210325': score, '210401': { ...score, parts: { deep: score } } } },
  layers: { 'fire9/concat': score, 'fire8/concat': { ...score, value: 0.7 } },
  data: [
    { path: 'images.zip', hash: 'sha256:ab', bytes: 1_000_000 },
    { path: 'responses.npz', hash: 'git-blob:cd' },
  ],
  environment: {
    node: 'v20.20.0',
    platform: 'linux-x64',
    processor: 'Xeon',
    packages: { '@ventral/core': '0.1.0' },
    integrity: { '@ventral/core': 'sha512-ef' },
  },
  signature: { algorithm: 'ed25519', publicKey: 'MCow', value: 'c2ln' },
};

/** Every field of a record that may not be missing. */
export const requiredFields: readonly string[] = [
  'recordVersion',
  'createdAt',
  'benchmark',
  'benchmark.id',
  'benchmark.scoreVersion',
  'datasets',
  'datasets.0.id',
  'datasets.0.scoreVersion',
  'metrics',
  'metrics.0.id',
  'model',
  'model.id',
  'model.file.sha256',
  'inputs',
  'inputs.metricOptions',
  'inputs.missingParts',
  'inputs.stimulusIds.sha256',
  'seed',
  'device',
  'score',
  'score.value',
  'score.better',
  'score.raw',
  'score.raw.value',
  'score.metric.id',
  'score.metric.scoreVersion',
  'score.metric.options',
  'score.parts.210325.value',
  'score.parts.210401.parts.deep.raw',
  'layers.fire8/concat.better',
  'data',
  'data.0.path',
  'data.0.hash',
  'environment',
  'environment.node',
  'environment.platform',
  'environment.processor',
  'environment.packages',
  'signature.value',
];

/** A copy of the whole record with one field replaced, or left out where that is `undefined`. */
export function recordWith(field: string, value: unknown): unknown {
  const record: unknown = JSON.parse(JSON.stringify(wholeRecord));
  const path = field.split('.');
  const last = path.pop() as string;
  const parent = path.reduce((inner, key) => Reflect.get(Object(inner), key), record);
  if (value === undefined) Reflect.deleteProperty(Object(parent), last);
  else Reflect.set(Object(parent), last, value);
  return record;
}
