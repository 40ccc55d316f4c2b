import { type Assembly, createAssembly, type FeatureMatrix } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { openFeatureFile, readLines, readNpyFile, withoutHeaderLine } from '@ventral/files';

/**
 * Reads recordings: .npy or .npz, stimuli x neuroids, or x repetitions as well, NaN where one is missing.
 *
 * @param labelsPath a text file with a label for each stimulus, the coordinate `label`
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`, `SHAPE_MISMATCH`
 */
export async function readRecordings(path: string, labelsPath?: string): Promise<Assembly> {
  const { shape, values } = await readNpyFile(path);
  const [stimuli = 0, neuroids = 0, repetitions = 1] = shape;
  if (shape.length !== 2 && shape.length !== 3) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${path} has shape [${shape.join(', ')}], not stimuli x neuroids (x repetitions).`,
    );
  }
  const lines = labelsPath === undefined ? undefined : await readLines(labelsPath);
  const labels = lines && withoutHeaderLine(lines, stimuli);
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

/**
 * Opens features: .npy or .npz, stimuli x features, rows in the order of the recordings.
 *
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`
 */
export async function readFeatures(path: string): Promise<FeatureMatrix> {
  const file = await openFeatureFile(path);
  return file.withStimuli(Array.from({ length: file.shape[0] ?? 0 }, (_, row) => rowId(row)));
}

function rowId(row: number): string {
  return `row${row}`;
}
