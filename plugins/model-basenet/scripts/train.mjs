// @ts-check
/**
 * Trains the network that this package ships, after `npm run build`, in about an hour on two
 * processors: writes weights/basenet.bin and src/trained-weights.ts, and says how well the network
 * names images that it has not seen. The images are simulated, of seeds that no benchmark uses.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { createRunContext } from '@ventral/host';
import {
  basenetModel,
  basenetNetwork,
  encodeParameters,
  readParameters,
  trainBasenet,
} from '@ventral/model-basenet';

const seeds = { training: 1001, heldOut: 1002 };
const imagesPerObject = { training: 600, heldOut: 10 };
const rates = [
  { epochs: 8, learningRate: 1e-3 },
  { epochs: 2, learningRate: 1e-4 },
];

const context = createRunContext({ seed: 0, report: reportTo(process.stderr) });
const training = await simulate('training');
const started = Date.now();
const { parameters, losses } = await trainBasenet(
  {
    stages: rates.map((rate) => ({ ...training, ...rate })),
    mirrored: true,
    batchSize: 64,
  },
  context,
);
console.log(`Trained in ${Math.round((Date.now() - started) / 1000)} s.`);
console.log(`Mean loss of each epoch: ${losses.map((loss) => loss.toFixed(3)).join(', ')}.`);

const network = basenetNetwork();
const bytes = encodeParameters(network, parameters);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const weights = new URL('../weights/basenet.bin', import.meta.url);
mkdirSync(new URL('.', weights), { recursive: true });
writeFileSync(weights, bytes);
writeFileSync(
  new URL('../src/trained-weights.ts', import.meta.url),
  `/** sha256 of weights/basenet.bin; written by scripts/train.mjs. */
export const trainedWeights = '${sha256}';
`,
);
console.log(`weights/basenet.bin: ${bytes.length} bytes, sha256 ${sha256}.`);
await testOn(await simulate('heldOut'));

/** @param {keyof typeof seeds} use */
async function simulate(use) {
  const { stimuli: set } = await simulateVentral(
    { seed: seeds[use], images: imagesPerObject[use] },
    context,
  );
  const {
    object_name: objects = [],
    category_name: categories = [],
    variation = [],
  } = set.columns ?? {};
  const names = [...new Set(objects)];
  console.log(`${set.stimuli.length} images of seed ${seeds[use]}, digest ${set.digest}.`);
  return {
    stimuli: set.stimuli,
    labels: objects.map((name) => names.indexOf(name)),
    categoryOf: names.map((name) => categories[objects.indexOf(name)]),
    variation,
  };
}

/** @param {Awaited<ReturnType<typeof simulate>>} images */
async function testOn({ stimuli, labels, categoryOf, variation }) {
  const model = basenetModel({
    id: 'trained',
    title: 'Trained',
    parameters: await readParameters(network, weights, sha256),
  });
  const open = await model.open(context);
  /** @type {number[]} */
  const chosen = [];
  for await (const { activations, count } of open.look(stimuli, ['class'], context)) {
    const scores = activations.get('class') ?? new Float32Array();
    const classes = scores.length / count;
    for (let row = 0; row < count; row++) {
      const own = scores.subarray(row * classes, (row + 1) * classes);
      chosen.push(own.indexOf(Math.max(...own)));
    }
  }
  await open[Symbol.asyncDispose]();
  for (const level of ['all', ...new Set(variation)]) {
    const rows = labels.flatMap((_, row) =>
      level === 'all' || variation[row] === level ? [row] : [],
    );
    const share = (/** @type {(row: number) => boolean} */ isRight) =>
      `${((100 * rows.filter(isRight).length) / rows.length).toFixed(1)} %`;
    const object = share((row) => chosen[row] === labels[row]);
    const category = share(
      (row) => categoryOf[chosen[row] ?? -1] === categoryOf[labels[row] ?? -1],
    );
    console.log(
      `Variation ${level}: object ${object}, category ${category} of ${rows.length} images.`,
    );
  }
}

/** @param {NodeJS.WriteStream} stream */
function reportTo(stream) {
  let last = 0;
  return (/** @type {{ task: string, done: number, total?: number }} */ { task, done, total }) => {
    if (Date.now() - last < 5000 && done !== total) return;
    last = Date.now();
    stream.write(`${task}: ${done} of ${total}\n`);
  };
}
