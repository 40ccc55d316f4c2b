import { createHash } from 'node:crypto';
import type { ScoreRecord } from '@ventral/scoring';
import { encodeReplicates } from '@ventral/statistics';

/** What a made record is to say. */
export interface MadeRecord {
  readonly model: string;
  readonly benchmark?: string;
  readonly value: number;
  readonly better?: 'higher' | 'lower';
  readonly createdAt?: string;
  /** Without them, it is as one made before there were intervals. */
  readonly withReplicates?: boolean;
  readonly changes?: Partial<ScoreRecord>;
}

/**
 * A valid record of a model that does not exist. Its replicates vary with a shared wave, so that models on
 * one benchmark are alike in each.
 */
export function madeRecord({
  model,
  benchmark = 'MajajHong2015.IT-pls',
  value,
  better = 'higher',
  createdAt = '2026-11-01T12:00:00.000Z',
  withReplicates = true,
  changes = {},
}: MadeRecord): ScoreRecord {
  const wave = (unit: number, own: number) =>
    encodeReplicates(
      Array.from(
        { length: 200 },
        (_, draw) => value + unit * Math.sin(draw * 1.7) + own * Math.cos(draw * 2.3 + value * 40),
      ),
    );
  const replicates = { stimuli: wave(0.01, 0.002), neuroids: wave(0.008, 0.002) };
  return {
    recordVersion: 3,
    createdAt,
    benchmark: { id: benchmark, scoreVersion: 1, package: '@made/benchmark@1.2.3' },
    datasets: [{ id: 'MajajHong2015', scoreVersion: 1 }],
    metrics: [{ id: 'pls', scoreVersion: 1 }],
    model: { id: model, package: '@made/model@2.0.0', layer: 'it/relu', layerChosenBy: 'model' },
    inputs: { metricOptions: {}, missingParts: 'refuse' },
    seed: 1,
    device: 'cpu',
    score: {
      value,
      better,
      raw: { value, perNeuroid: [value - 0.1, value, value + 0.12] },
      ...(withReplicates
        ? {
            uncertainty: {
              standardError: 0.01,
              interval: [value - 0.02, value + 0.02] as [number, number],
              plan: createHash('sha256').update(benchmark).digest('hex'),
              units: { stimuli: 300, neuroids: 60 },
              replicates: { ...replicates, all: replicates.stimuli },
            },
          }
        : {}),
    },
    data: [],
    environment: {
      node: 'v20.19.0',
      platform: 'linux x64',
      processor: 'none',
      packages: { ventral: '0.1.0', '@made/benchmark': '1.2.3', '@made/model': '2.0.0' },
      program: 'ventral',
    },
    ...changes,
  };
}
