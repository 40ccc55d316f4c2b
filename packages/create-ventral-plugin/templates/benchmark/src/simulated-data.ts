import { createAssembly, type RgbImage } from '@ventral/arrays';
import { type Dataset, defineDataset, type NeuralData } from '@ventral/core';

const count = 60;
const units = 6;
const size = 32;
const stimulusIds = Array.from({ length: count }, (_, image) => `grating${image}`);

/**
 * Simulated responses of six units to gratings: stands where your data set does, which is a package
 * of its own (`ventral new dataset <name>`) that the benchmark imports.
 */
export const simulatedData: Dataset<NeuralData> = defineDataset({
  id: '__NAME__-simulated',
  title: 'Simulated responses to gratings',
  citation: 'Your Name (2031), Your title. https://doi.org/10.0000/yours',
  licence: 'CC0-1.0',
  species: 'simulated',
  regions: ['V1'],
  files: [],
  async load() {
    const stimuli = stimulusIds.map((id, image) => ({
      id,
      load: async () => grating(orientationOf(image) * Math.PI),
    }));
    const recordings = createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [count, units],
      values: Float64Array.from({ length: count * units }, (_, cell) => responseOf(cell)),
      coords: {
        stimulus_id: { dim: 'presentation', values: stimulusIds },
        neuroid_id: {
          dim: 'neuroid',
          values: Array.from({ length: units }, (_, unit) => `unit${unit}`),
        },
      },
    });
    return { stimuli: { id: '__NAME__-simulated', digest: '__NAME__-1', stimuli }, recordings };
  },
});

/** The orientation of a grating as a share of half a turn. */
function orientationOf(image: number): number {
  return (image * 0.618034) % 1;
}

function responseOf(cell: number): number {
  const [image, unit] = [Math.floor(cell / units), cell % units];
  const tuning = Math.cos(2 * Math.PI * (orientationOf(image) - unit / units));
  const noise = ((image * 7919 + unit * 104729) % 1009) / 1009;
  return 5 + 4 * tuning + 4 * noise;
}

function grating(angle: number): RgbImage {
  const data = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const phase = (x * Math.cos(angle) + y * Math.sin(angle)) * 0.8;
      data.fill(128 + 100 * Math.sin(phase), (y * size + x) * 3, (y * size + x + 1) * 3);
    }
  }
  return { width: size, height: size, data };
}
