// @ts-check
/** Dissimilarities of 92 stimuli in fifteen subjects: the score, its ceiling, and the dual bootstrap of both. */
import { median } from './median.mjs';

const runs = 3;
const [subjects, stimuli, features] = [15, 92, 1000];

/** @returns {Promise<string[][]>} rows of the table */
export async function benchSubjects() {
  const { featureMatrix } = await import('../../packages/arrays/dist/index.js');
  const { defineNeuralBenchmark } = await import('../../packages/core/dist/index.js');
  const { createRunContext } = await import('../../packages/host/dist/index.js');
  const { RandomState } = await import('../../packages/numerics/dist/index.js');
  const { rdm, subjectAgreement } = await import('../../plugins/metric-rdm/dist/index.js');
  const ids = Array.from({ length: stimuli }, (_, index) => `stimulus${index}`);
  const seen = new Float32Array(stimuli * features);
  const random = new RandomState(1);
  for (const cell of seen.keys()) seen[cell] = random.standardNormal();
  const benchmark = defineNeuralBenchmark({
    id: 'Subjects',
    title: 'Dissimilarities in fifteen subjects',
    dataset: await drawnDataset(ids, random),
    region: 'IT',
    metric: rdm,
    ceiling: subjectAgreement({ averaging: 'rank' }),
  });
  const candidate = { id: 'features', record: async () => featureMatrix(seen, ids) };
  const times = [];
  for (let run = 0; run < runs; run++) {
    const context = { ...createRunContext(), run: {}, seed: 1 };
    const start = performance.now();
    await benchmark.score(candidate, context);
    times.push((performance.now() - start) / 1000);
  }
  const what = `rdm, ${subjects} subjects, ${stimuli} stimuli, 1,000 features, with ceiling and 1,000 replicates of both`;
  return [[`${what}, below 10 s`, `${median(times).toFixed(2)} s`, '', '', '']];
}

/**
 * Dissimilarities with noise of its own in each subject.
 *
 * @param {readonly string[]} ids of the stimuli
 * @param {import('../../packages/numerics/dist/index.js').RandomState} random
 */
async function drawnDataset(ids, random) {
  const { createAssembly } = await import('../../packages/arrays/dist/index.js');
  const { defineDataset } = await import('../../packages/core/dist/index.js');
  const size = ids.length;
  const common = drawSymmetric(size, random);
  const values = Float64Array.from(
    Array.from({ length: subjects }, () => drawSymmetric(size, random)).flatMap((own) =>
      own.map((value, cell) => value + (common[cell] ?? 0)),
    ),
  );
  const recordings = createAssembly({
    dims: ['subject', 'stimulus', 'stimulus2'],
    shape: [subjects, size, size],
    values,
    coords: {
      subject: { dim: 'subject', values: Array.from({ length: subjects }, (_, n) => `S${n + 1}`) },
      stimulus_id: { dim: 'stimulus', values: ids },
      stimulus_id2: { dim: 'stimulus2', values: ids },
    },
  });
  const shown = { id: 'drawn', digest: 'drawn', stimuli: ids.map((id) => ({ id, path: id })) };
  return defineDataset({
    ...{ id: 'Drawn', title: 'Drawn', species: 'simulated', regions: ['IT'] },
    files: {},
    load: async () => ({ stimuli: shown, recordings }),
  });
}

/**
 * @param {number} size
 * @param {import('../../packages/numerics/dist/index.js').RandomState} random
 * @returns {number[]} `size x size`, from 0 to 1, with zeros between a stimulus and itself
 */
function drawSymmetric(size, random) {
  const values = Array.from({ length: size * size }, () => 0);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) {
      const value = random.randomSample();
      values[row * size + column] = value;
      values[column * size + row] = value;
    }
  }
  return values;
}
