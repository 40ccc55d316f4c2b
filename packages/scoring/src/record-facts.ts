import type { Score } from '@ventral/core';
import canonicalize from 'canonicalize';
import type { RecordedPlugin, ScoreRecord } from './record.ts';
import { fieldPath, isNumbers, scoresOf } from './scores-of-record.ts';

/**
 * What can set two records apart: `plugin`, which benchmark, data set, metric or model; `package`,
 * another version, or other bytes under one version; `data` and `weights`, the content of files;
 * `option`, what was asked for; `split`, how stimuli were divided; `number`, the scores;
 * `environment`, the machine.
 */
export type DifferenceKind =
  | 'plugin'
  | 'package'
  | 'data'
  | 'weights'
  | 'option'
  | 'split'
  | 'number'
  | 'environment';

/** One thing a record says of how its score was made. */
export interface RecordFact {
  readonly kind: DifferenceKind;
  readonly what: string;
  /** As text; equal texts are equal facts. */
  readonly value: string;
  /** Whether a record may be silent on it without differing. */
  readonly whereBothHaveIt?: boolean;
}

/** All that a record says of how its score was made, but the numbers of scores. */
export function recordFacts(record: ScoreRecord): readonly RecordFact[] {
  return [
    ...pluginFacts(record),
    ...packageFacts(record),
    ...dataFacts(record),
    ...weightFacts(record),
    ...optionFacts(record),
    ...scoresOf(record).flatMap(([path, score]) => scoreFacts(path, score)),
    ...environmentFacts(record),
  ];
}

function pluginFacts({ benchmark, datasets, metrics, model }: ScoreRecord): readonly RecordFact[] {
  const ids = (plugins: readonly RecordedPlugin[]) => plugins.map(({ id }) => id).join(', ');
  return [
    fact('plugin', 'benchmark', benchmark.id),
    fact('plugin', 'data sets', ids(datasets)),
    fact('plugin', 'metrics', ids(metrics)),
    // A file has no id of its own but what it is called here: its content decides.
    ...(model.file === undefined ? [fact('plugin', 'model', model.id)] : []),
  ];
}

function packageFacts(record: ScoreRecord): readonly RecordFact[] {
  const { benchmark, datasets, metrics, model, environment } = record;
  const { packages, integrity = {}, program } = environment;
  const plugins = [benchmark, ...datasets, ...metrics, model];
  return [
    ...plugins
      .filter(({ scoreVersion }) => scoreVersion !== undefined)
      .map(({ id, scoreVersion }) => ({
        ...fact('package', `scoreVersion of ${id}`, scoreVersion),
        whereBothHaveIt: true,
      })),
    ...plugins
      .filter((plugin) => plugin.package !== undefined)
      .map((plugin) => ({
        // Its version is that of the package below, unless the record says two.
        ...fact('package', `package of ${plugin.id}`, withoutVersion(plugin.package, packages)),
        whereBothHaveIt: true,
      })),
    ...Object.entries(packages).map(([name, version]) => ({
      ...fact('package', name, version),
      // Without the program the others make the same score.
      whereBothHaveIt: name === program,
    })),
    ...Object.entries(integrity).map(([name, hash]) => ({
      ...fact('package', `integrity of ${name}@${packages[name]}`, hash),
      whereBothHaveIt: true,
    })),
  ];
}

function withoutVersion(
  stated: string | undefined,
  packages: ScoreRecord['environment']['packages'],
): string | undefined {
  const name = stated?.slice(0, stated.lastIndexOf('@')) ?? '';
  return stated === `${name}@${packages[name]}` ? name : stated;
}

function dataFacts({
  data,
  inputs: { ownFiles, stimulusIds },
}: ScoreRecord): readonly RecordFact[] {
  return [
    ...data.map(({ path, hash }) => fact('data', path, hash)),
    ...data
      .filter(({ bytes }) => bytes !== undefined)
      .map(({ path, bytes }) => fact('data', `bytes of ${path}`, bytes)),
    ...(ownFiles === undefined ? [] : [fact('data', "digest of the user's own files", ownFiles)]),
    ...(stimulusIds === undefined
      ? []
      : [
          fact('data', 'sha256 of the stimulus ids', stimulusIds.sha256),
          fact('data', 'bytes of the stimulus ids', stimulusIds.bytes),
        ]),
  ];
}

function weightFacts({ model: { digest, file } }: ScoreRecord): readonly RecordFact[] {
  return [
    ...(file === undefined
      ? []
      : [
          fact('weights', 'sha256 of the model file', file.sha256),
          fact('weights', 'bytes of the model file', file.bytes),
        ]),
    ...(digest === undefined ? [] : [fact('weights', 'digest of the model', digest)]),
  ];
}

function optionFacts({ seed, device, model, inputs }: ScoreRecord): readonly RecordFact[] {
  const {
    preprocessing,
    imageSize,
    visualDegrees,
    tokenizer,
    layers,
    metric,
    metricOptions,
    missingParts,
    time,
  } = inputs;
  const options = {
    ...{ preprocessing, imageSize, visualDegrees, tokenizer: tokenizer?.sha256 },
    ...{ metric, missingParts, time, seed, device },
  };
  const asked = { 'metric options asked for': metricOptions, 'layers tried': layers };
  return Object.entries({ ...options, ...asked, layer: model.layer ?? model.regionLayers })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => fact('option', name, value));
}

/** What a score says in words; its numbers are compared as numbers. */
function scoreFacts(path: string, score: Score): readonly RecordFact[] {
  const { better, scoreVersion, metric, ceilingConvention, splitsDigest, extras = {} } = score;
  return [
    fact('option', `${path}.better`, better),
    ...(scoreVersion === undefined
      ? []
      : [
          {
            ...fact('package', `${path}.scoreVersion`, scoreVersion),
            whereBothHaveIt: true,
          },
        ]),
    ...(metric === undefined
      ? []
      : [
          fact('plugin', `${path}.metric`, metric.id),
          fact('package', `${path}.metric.scoreVersion`, metric.scoreVersion),
          ...Object.entries(metric.options).map(([name, value]) =>
            fact('option', fieldPath(`${path}.metric.options`, name), value),
          ),
        ]),
    ...(ceilingConvention === undefined
      ? []
      : [fact('option', `${path}.ceilingConvention`, ceilingConvention)]),
    ...(splitsDigest === undefined ? [] : [fact('split', `${path}.splitsDigest`, splitsDigest)]),
    ...wordsWithin(`${path}.extras`, extras),
  ];
}

/** Of any JSON: what is no number, by path. */
function wordsWithin(path: string, value: unknown): readonly RecordFact[] {
  if (typeof value === 'number') return [];
  const entries = Object.entries(Object(value));
  if (typeof value !== 'object' || value === null || entries.length === 0) {
    return [fact('option', path, value)];
  }
  if (isNumbers(value)) return [];
  return entries.flatMap(([name, inner]) => wordsWithin(fieldPath(path, name), inner));
}

function environmentFacts({ environment, adapter }: ScoreRecord): readonly RecordFact[] {
  const { node, platform, processor } = environment;
  const all = { node, platform, processor, ...(adapter && { adapter }) };
  return Object.entries(all).map(([name, value]) => fact('environment', name, value));
}

function fact(kind: DifferenceKind, what: string, value: unknown): RecordFact {
  return { kind, what, value: inWords(value) };
}

// In canonical form: objects that say the same read the same.
function inWords(value: unknown): string {
  return typeof value === 'string' ? value : (canonicalize(value) ?? 'none');
}
