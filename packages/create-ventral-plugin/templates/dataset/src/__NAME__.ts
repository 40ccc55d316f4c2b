import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Assembly, createAssembly, type Stimulus } from '@ventral/arrays';
import {
  type Dataset,
  defineDataset,
  type NeuralData,
  type PinnedFile,
  type RunContext,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { fetchFile } from '@ventral/files';
import { decodeImage } from '@ventral/images';
import { pins } from './pins.ts';

const id = '__NAME__';
const isImage = ({ path }: PinnedFile) => path.endsWith('.png');

/**
 * Responses of three simulated units to eight gratings, in spikes per second: `presentation x
 * neuroid`.
 */
export const __EXPORT__: Dataset<NeuralData> = defineDataset({
  id,
  title: 'Simulated responses to eight gratings',
  citation: 'Your Name (2031), Your title. https://doi.org/10.0000/yours',
  licence: 'CC0-1.0',
  species: 'simulated',
  regions: ['V1'],
  files: pins,
  load,
});

async function load(context: RunContext): Promise<NeuralData> {
  const stimuli: Stimulus[] = [];
  for (const pin of pins.filter(isImage)) {
    const path = await fetchFile(pin, context);
    const name = basename(pin.path, '.png');
    stimuli.push({ id: name, load: async () => decodeImage(await readFile(path), name) });
  }
  // Made of the pins: no image has to be read to know that none has changed.
  const digest = createHash('sha256')
    .update(
      pins
        .filter(isImage)
        .map(({ hash }) => hash.digest)
        .join(' '),
    )
    .digest('hex');
  const table = pins.find(({ path }) => path === 'responses.csv') as PinnedFile;
  const text = await readFile(await fetchFile(table, context), 'utf8');
  return { stimuli: { id, digest, stimuli }, recordings: readResponses(text) };
}

/** Reads a table with a row a stimulus and a column a unit. */
function readResponses(text: string): Assembly {
  const [head = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const values = Float64Array.from(rows.flatMap(([, ...responses]) => responses.map(Number)));
  if (values.some((value) => Number.isNaN(value))) {
    throw new VentralError('DATA_CORRUPT', `responses.csv of ${id} holds what is no number.`);
  }
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [rows.length, head.length - 1],
    values,
    coords: {
      stimulus_id: { dim: 'presentation', values: rows.map(([stimulus = '']) => stimulus) },
      neuroid_id: { dim: 'neuroid', values: head.slice(1) },
    },
  });
}
