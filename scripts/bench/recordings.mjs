// @ts-check
/** Made-up recordings of the size and layout of MajajHong2015's public part. */
import { createHash } from 'node:crypto';

const stimulusCount = 3200;
const presentationCount = 148_480;
const objectCount = 64;
// In the order of the file; 168 of IT and 88 of V4.
const arrays = [
  { region: 'IT', sites: 84 },
  { region: 'V4', sites: 44 },
  { region: 'IT', sites: 84 },
  { region: 'V4', sites: 44 },
];
const regions = arrays.flatMap(({ region, sites }) => Array(sites).fill(region));
const sites = regions.length;
// What netCDF-4 chooses for this shape.
const chunks = [86, 49_494, 1];

const stimulusIds = Array.from({ length: stimulusCount }, (_, stimulus) =>
  createHash('sha1').update(String(stimulus)).digest('hex'),
);

/** The stimuli, without images. */
export const stimuli = {
  id: 'made up',
  digest: '0',
  stimuli: stimulusIds.map((id) => ({ id, load: () => Promise.reject(new Error('no image')) })),
};

/**
 * Features of the stimuli, row-major; the same numbers each time.
 *
 * @param {number} count a stimulus
 */
export async function makeFeatures(count) {
  const { RandomState } = await import('../../packages/numerics/dist/index.js');
  const random = new RandomState(0);
  return Float32Array.from({ length: stimulusCount * count }, () => random.standardNormal());
}

/**
 * Writes netCDF-4 as BrainIO does: `neuroid x presentation x time_bin`, in compressed chunks.
 *
 * @param {string} path
 * @param {Float32Array} features each site responds to one of them, in noise four times as strong
 */
export async function writeRecordings(path, features) {
  const { File, ready } = await import('h5wasm/node');
  const { RandomState } = await import('../../packages/numerics/dist/index.js');
  await ready;
  const random = new RandomState(1);
  const order = random.permutation(presentationCount);
  const shown = order.map((presentation) => presentation % stimulusCount);
  const repetitions = order.map((presentation) => Math.floor(presentation / stimulusCount));
  const data = makeResponses(features, shown, () => random.standardNormal());

  const file = new File(path, 'w', { track_order: true });
  const dims = { neuroid: sites, presentation: presentationCount, time_bin: 1 };
  for (const [name, size] of Object.entries(dims)) {
    file
      .create_dataset({ name, data: new Float32Array(size) })
      .make_scale(`This is a netCDF dimension but not a netCDF variable. ${size}`);
  }
  for (const [dim, labels] of Object.entries(makeLabels(shown, repetitions))) {
    for (const [name, values] of Object.entries(labels)) {
      file.create_dataset({ name, data: values }).attach_scale(0, `/${dim}`);
    }
  }
  const shape = Object.values(dims);
  const recorded = file.create_dataset({ name: 'data', data, shape, chunks, compression: 'gzip' });
  recorded.create_attribute('_FillValue', Float32Array.of(Number.NaN));
  for (const [axis, dim] of Object.keys(dims).entries()) recorded.attach_scale(axis, `/${dim}`);
  file.close();
}

/**
 * @param {Float32Array} features
 * @param {readonly number[]} shown the stimulus of each presentation
 * @param {() => number} noise
 */
function makeResponses(features, shown, noise) {
  const featureCount = features.length / stimulusCount;
  const responses = new Float32Array(sites * presentationCount);
  for (let site = 0, cell = 0; site < sites; site++) {
    for (const stimulus of shown) {
      const signal = /** @type {number} */ (features[stimulus * featureCount + site]);
      responses[cell++] = signal + 4 * noise();
    }
  }
  return responses;
}

/**
 * Labels by dimension, as many and of the kinds that the real recordings have.
 *
 * @param {readonly number[]} shown
 * @param {readonly number[]} repetitions
 */
function makeLabels(shown, repetitions) {
  const id = (/** @type {number} */ stimulus) => /** @type {string} */ (stimulusIds[stimulus]);
  const object = (/** @type {number} */ stimulus) => `object${stimulus % objectCount}`;
  const pose = ['s', 'rxy', 'tz', 'rxz_semantic', 'ty', 'ryz', 'size', 'ryz_semantic', 'rxz'];
  return {
    presentation: {
      image_id: shown.map(id),
      repetition: Int32Array.from(repetitions),
      stimulus: Int32Array.from(shown),
      stimulus_id: shown.map(id),
      id: Int32Array.from(shown),
      background_id: shown.map((stimulus) => id(stimulusCount - 1 - stimulus)),
      image_file_name: shown.map((stimulus) => `${object(stimulus)}_${stimulus}.png`),
      filename: shown.map((stimulus) => `${id(stimulus)}.png`),
      category_name: shown.map((stimulus) => `category${stimulus % 8}`),
      object_name: shown.map(object),
      variation: Int32Array.from(shown, (stimulus) => (stimulus < 10 * objectCount ? 0 : 3)),
      ...Object.fromEntries(
        pose.map((name, index) => [
          name,
          Float64Array.from(shown, (stimulus) => Math.sin(stimulus + index)),
        ]),
      ),
    },
    neuroid: {
      neuroid_id: regions.map((region, site) => `${region}_${site}`),
      region: regions,
    },
    time_bin: { time_bin_start: Int32Array.of(70), time_bin_end: Int32Array.of(170) },
  };
}
