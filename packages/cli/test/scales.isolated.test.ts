import { join } from 'node:path';
import { type Assembly, createAssembly, type FeatureMatrix, featureMatrix } from '@ventral/arrays';
import { isVentralError } from '@ventral/errors';
import { createRunContext } from '@ventral/host';
import { RandomState } from '@ventral/numerics';
import { openProject, type Project } from '@ventral/scoring';
import { expect, test } from 'vitest';
import { workspaceFolder } from './run-command.ts';

type LoadedMetric = Awaited<ReturnType<Project['load']>> & { readonly kind: 'metric' };

const scales = [1e-13, 1e-6, 1e6, 1e30];
const sides = [
  { name: 'features', scaled: [true, false] },
  { name: 'target', scaled: [false, true] },
  { name: 'both', scaled: [true, true] },
] as const;
const [stimuli, features, neuroids, repetitions] = [60, 12, 12, 4];
const context = createRunContext();
// Small, for metrics that have them; `nrp` keeps its features whole.
const quick = { splits: 2, components: 12, epochs: 2, l1: 4, l2: 4 };

const random = new RandomState(3);
const draw = (length: number) => Float64Array.from({ length }, () => random.standardNormal());
const ids = Array.from({ length: stimuli }, (_, row) => `stimulus${row}`);
const modelled = draw(stimuli * features);
const weights = draw(features * neuroids);
const measured = draw(stimuli * neuroids).map((noise, cell) => {
  const [row, neuroid] = [Math.floor(cell / neuroids), cell % neuroids];
  let sum = noise + 3;
  for (let feature = 0; feature < features; feature++) {
    sum +=
      (modelled[row * features + feature] as number) *
      (weights[feature * neuroids + neuroid] as number);
  }
  return sum;
});
const noise = draw(stimuli * repetitions * neuroids);

const scaledFeatures = (unit: number): FeatureMatrix =>
  featureMatrix(
    modelled.map((value) => value * unit),
    ids,
  );

/** Recordings, single trials of them, and dissimilarities: whichever a metric takes. */
const targets: readonly ((unit: number) => Assembly)[] = [
  (unit) => {
    const shown = Array.from({ length: stimuli * repetitions }, (_, row) => row % stimuli);
    return createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [shown.length, neuroids],
      values: noise.map((off, cell) => (off + (measured[cell % measured.length] as number)) * unit),
      coords: {
        stimulus_id: { dim: 'presentation', values: shown.map((row) => ids[row] as string) },
        partition: {
          dim: 'presentation',
          values: shown.map((row) => (row % 4 === 0 ? 'test' : 'train')),
        },
        repetition: {
          dim: 'presentation',
          values: shown.map((_, row) => Math.floor(row / stimuli)),
        },
        neuroid_id: { dim: 'neuroid', values: Array.from({ length: neuroids }, (_, n) => `n${n}`) },
      },
    });
  },
  (unit) => {
    const size = 6;
    return createAssembly({
      dims: ['subject', 'stimulus', 'stimulus2'],
      shape: [3, size, size],
      values: Float64Array.from({ length: 3 * size * size }, (_, cell) => {
        const [row, column] = [Math.floor(cell / size) % size, cell % size];
        const subject = Math.floor(cell / size / size);
        return row === column ? 0 : (1 + Math.sin(row + column + row * column + subject)) * unit;
      }),
      coords: {
        subject: { dim: 'subject', values: ['a', 'b', 'c'] },
        stimulus_id: { dim: 'stimulus', values: ids.slice(0, size) },
      },
    });
  },
];

test('docs/scales.md says how every metric takes every unit', async () => {
  const project = await openProject(workspaceFolder);
  const metrics = project.plugins.plugins.filter(({ kind }) => kind === 'metric');
  const rows: string[] = [];
  const unitless: string[] = [];
  for (const id of metrics.map((metric) => metric.id).sort()) {
    const metric = (await project.load('metric', id)) as LoadedMetric;
    const known = await optionsOf(metric);
    const options = Object.fromEntries(Object.entries(quick).filter(([name]) => name in known));
    const scoreOf = async (of: (unit: number) => Assembly, source: number, target: number) => {
      const given = metric.source === 'features' ? scaledFeatures(source) : undefined;
      try {
        const compare = metric.compare as (...all: unknown[]) => Promise<{ value: number }>;
        const { value } = await compare(given, of(target), options, context);
        expect(value).toBeTypeOf('number');
        expect(value).not.toBeNaN();
        return value;
      } catch (error) {
        if (isVentralError(error, 'RESPONSES_INVALID', 'SHAPE_MISMATCH')) return error.code;
        throw error;
      }
    };
    for (const target of ['features', 'none'].includes(metric.source) ? targets : []) {
      const plain = await scoreOf(target, 1, 1);
      if (typeof plain === 'string') continue;
      const isRead = metric.source === 'features';
      const cells: string[] = [];
      for (const [ofFeatures, ofTarget] of sides.map(({ scaled }) => scaled)) {
        for (const scale of scales) {
          if (ofFeatures && !isRead) cells.push('–');
          else {
            const score = await scoreOf(target, ofFeatures ? scale : 1, ofTarget ? scale : 1);
            cells.push(compareScores(plain, score, id === 'nrp' ? 1e-6 : 1e-9));
          }
        }
      }
      rows.push(`| \`${id}\` | ${plain.toFixed(3)} | ${cells.join(' | ')} |`);
      break;
    }
    if (!rows.at(-1)?.includes(`\`${id}\``)) unitless.push(`\`${id}\``);
  }
  const heads = sides.flatMap(({ name }) =>
    scales.map((scale) => `${name} x ${scale.toExponential().replace('+', '')}`),
  );
  const page = [
    '# Scales',
    '',
    'What every metric says of the same data in other units. Recordings come in volts and in spikes a',
    'second, features of networks in any unit: a score should not know. This page is written by',
    '`packages/cli/test/scales.isolated.test.ts` (`npx vitest run packages/cli/test/scales -u`), on made',
    'data and with few splits.',
    '',
    `| metric | score | ${heads.join(' | ')} |`,
    `| --- | ${['', ...heads].map(() => '---').join(' | ')} |`,
    ...rows,
    '',
    '**equal**: to 1e-9. A number: the score in that unit, where it is another. A code: the error that a',
    'score in that unit ends in.',
    '',
    '- `ridge`, `ridgecv` and `ridgecv_split` weigh the square of a coefficient by fixed penalties, as',
    '  scikit-learn does: **the unit of the features is part of their definition**. That of the recordings is',
    '  not. Where features are so small that nothing is predicted but a mean, there is no score.',
    '- `nrp` is trained in float32, in which features in another unit round to others: equal to 1e-6 here.',
    '- Data beyond 1e-140 to 1e140 are refused: products of them would leave float64.',
    `- Choices, trials and probabilities have no unit: ${unitless.join(', ')}.`,
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot(join(workspaceFolder, 'docs/scales.md'));
});

async function optionsOf({ options }: LoadedMetric): Promise<object> {
  const result = await (options as { '~standard': { validate(value: unknown): unknown } })[
    '~standard'
  ].validate({});
  return (result as { value: object }).value;
}

function compareScores(plain: number, scaled: number | string, within: number): string {
  if (typeof scaled === 'string') return `\`${scaled}\``;
  if (Math.abs(scaled - plain) > within * Math.abs(plain)) return scaled.toFixed(3);
  return within > 1e-9 ? 'to 1e-6' : 'equal';
}
