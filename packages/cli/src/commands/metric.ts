import { type Assembly, createAssembly } from '@ventral/assembly';
import {
  createRunContext,
  discoverPlugins,
  loadPlugin,
  type MetricSources,
  openFeatureFile,
  readNpyFile,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { parseOptionValues } from '../option-values.ts';
import { readLines } from '../read-lines.ts';
import { runWith } from '../run.ts';
import { withError } from '../score-table.ts';

/** Options of `ventral metric`. */
export interface MetricOptions {
  readonly source?: string;
  readonly target: string;
  readonly labels?: string;
  readonly option?: readonly string[];
  readonly seed?: number;
  readonly json?: boolean;
}

/** Runs a metric on matrices from files, whose rows are the same stimuli in the same order. */
export async function metric(id: string, options: MetricOptions): Promise<void> {
  const index = await discoverPlugins(process.cwd());
  const plugin = await loadPlugin(index, 'metric', id);
  const target = await readTarget(options.target, options.labels);
  const source = await readSource(plugin.source, id, options, target);
  const metricOptions = {
    ...(options.labels === undefined ? {} : { stratification: 'label' }),
    ...parseOptionValues(options.option),
  };
  const score = await runWith(options, (context) =>
    plugin.compare(source, target, metricOptions, context),
  );
  if (options.json) {
    const seed = options.seed ?? createRunContext().seed;
    const used = {
      metric: { id, scoreVersion: plugin.scoreVersion, options: metricOptions },
      seed,
    };
    console.log(JSON.stringify({ ...used, score }, undefined, 2));
    return;
  }
  console.log(`${id}   ${withError(score.value, score.error)}`);
  console.log(`${plugin.title}; ${plugin.better} is better.`);
}

async function readTarget(path: string, labelsPath: string | undefined): Promise<Assembly> {
  const { shape, values } = await readNpyFile(path);
  const [stimuli = 0, neuroids = 0, repetitions = 1] = shape;
  if (shape.length !== 2 && shape.length !== 3) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${path} has shape [${shape.join(', ')}], not stimuli x neuroids (x repetitions).`,
    );
  }
  const labels = labelsPath === undefined ? undefined : await readLines(labelsPath);
  if (labels !== undefined && labels.length !== stimuli) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${labelsPath} has ${labels.length} labels for ${stimuli} stimuli.`,
      { hint: 'Give one label a line, in the order of the rows.' },
    );
  }
  const stimulusOf = Array.from({ length: stimuli * repetitions }, (_, presentation) =>
    Math.floor(presentation / repetitions),
  );
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [stimuli * repetitions, neuroids],
    values: presentationsFirst(values, neuroids, repetitions),
    coords: {
      stimulus_id: { dim: 'presentation', values: stimulusOf.map(rowId) },
      repetition: {
        dim: 'presentation',
        values: stimulusOf.map((_, presentation) => presentation % repetitions),
      },
      neuroid_id: {
        dim: 'neuroid',
        values: Array.from({ length: neuroids }, (_, neuroid) => `neuroid${neuroid}`),
      },
      ...(labels === undefined
        ? {}
        : {
            label: {
              dim: 'presentation',
              values: stimulusOf.map((stimulus) => labels[stimulus] as string),
            },
          }),
    },
  });
}

// stimuli x neuroids x repetitions in, (stimuli x repetitions) x neuroids out.
function presentationsFirst(
  values: ArrayLike<number | bigint>,
  neuroids: number,
  repetitions: number,
): Float64Array {
  const result = new Float64Array(values.length);
  for (let cell = 0; cell < values.length; cell++) {
    const repetition = cell % repetitions;
    const neuroid = Math.floor(cell / repetitions) % neuroids;
    const stimulus = Math.floor(cell / (repetitions * neuroids));
    result[(stimulus * repetitions + repetition) * neuroids + neuroid] = Number(values[cell]);
  }
  return result;
}

async function readSource(
  kind: keyof MetricSources,
  id: string,
  { source }: MetricOptions,
  target: Assembly,
): Promise<MetricSources[keyof MetricSources]> {
  if (kind === 'none') {
    if (source === undefined) return undefined;
    throw new VentralError('OPTION_INVALID', `The metric '${id}' takes no --source.`, {
      hint: 'It compares the recordings of --target with themselves.',
    });
  }
  if (kind !== 'features') {
    throw new VentralError('OPTION_INVALID', `The metric '${id}' does not compare two matrices.`, {
      hint: `It takes ${kind}; see: ventral info ${id}`,
    });
  }
  if (source === undefined) {
    throw new VentralError('OPTION_INVALID', `The metric '${id}' needs a --source.`, {
      hint: 'Give features as .npy, one row a stimulus: --source features.npy',
    });
  }
  const file = await openFeatureFile(source);
  const stimuli = new Set(target.coords.stimulus_id?.values).size;
  if (file.shape[0] !== stimuli) {
    throw new VentralError(
      'STIMULI_MISMATCH',
      `${source} has ${file.shape[0]} rows, ${stimuli} stimuli were recorded.`,
      { hint: 'Both files need one row a stimulus, in the same order.' },
    );
  }
  return file.withStimuli(Array.from({ length: stimuli }, (_, row) => rowId(row)));
}

function rowId(row: number): string {
  return `row${row}`;
}
