import {
  type Assembly,
  type Coordinate,
  createAssembly,
  type StimulusSet,
  transpose,
} from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { readNpyFile } from '@ventral/files';
import type { RecordingSession } from './sessions.ts';

/**
 * Responses averaged over repeats, `presentation x neuroid`: one presentation a stimulus, in spikes
 * per 100 ms bin.
 *
 * @param path of a .npy file, neurons x images
 * @throws VentralError `DATA_CORRUPT` where its sizes are not those of the session
 */
export async function loadAveraged(
  session: RecordingSession,
  stimuli: StimulusSet,
  path: string,
): Promise<Assembly> {
  const { values, shape } = await readResponses(path, session, stimuli, ['images']);
  const responses = createAssembly({
    dims: ['neuroid', 'presentation'],
    shape,
    values,
    coords: {
      stimulus_id: { dim: 'presentation', values: stimuli.stimuli.map(({ id }) => id) },
      ...neuroidCoords(session),
    },
  });
  return transpose(responses, ['presentation', 'neuroid']);
}

/**
 * Responses to every single trial, `presentation x neuroid`: by stimulus, then by repetition (the
 * index of its column, from 0), without the repetitions that were not made.
 *
 * Memory is about three times the file, at most (neurons x images x most repeats) x 24 bytes: 8 MB
 * for 210325, in the order of 100 MB for the largest session.
 *
 * @param path of a .npy file, neurons x images x most repeats, NaN where there was no repeat
 * @throws VentralError `DATA_CORRUPT` where its sizes are not those of the session
 */
export async function loadTrials(
  session: RecordingSession,
  stimuli: StimulusSet,
  path: string,
): Promise<Assembly> {
  const { values, shape } = await readResponses(path, session, stimuli, ['images', 'repeats']);
  const [units = 0, images = 0, repeats = 0] = shape;
  const trials = images * repeats;
  const made = Array.from({ length: trials }, (_, trial) => trial).filter((trial) => {
    for (let unit = 0; unit < units; unit++) {
      if (!Number.isNaN(values[unit * trials + trial])) return true;
    }
    return false;
  });
  const kept = new Float64Array(made.length * units);
  for (const [presentation, trial] of made.entries()) {
    for (let unit = 0; unit < units; unit++) {
      kept[presentation * units + unit] = values[unit * trials + trial] as number;
    }
  }
  const ids = made.map((trial) => stimuli.stimuli[Math.floor(trial / repeats)]?.id as string);
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [made.length, units],
    values: kept,
    coords: {
      stimulus_id: { dim: 'presentation', values: ids },
      repetition: { dim: 'presentation', values: made.map((trial) => trial % repeats) },
      ...neuroidCoords(session),
    },
  });
}

async function readResponses(
  path: string,
  session: RecordingSession,
  { stimuli }: StimulusSet,
  dims: readonly string[],
) {
  const { values, shape } = await readNpyFile(path);
  const found = `${path} holds [${shape.join(', ')}] values`;
  if (!(values instanceof Float64Array) || shape.length !== 1 + dims.length) {
    const wanted = ['neurons', ...dims].join(' x ');
    throw new VentralError('DATA_CORRUPT', `${found}, not ${wanted} of float64.`);
  }
  const [units, images] = shape;
  if (images !== stimuli.length || units !== session.units) {
    throw new VentralError(
      'DATA_CORRUPT',
      `${found}, for ${session.units} neurons and the ${stimuli.length} images in the zip of ` +
        `session ${session.id}.`,
    );
  }
  return { values, shape };
}

function neuroidCoords({ id, animal, units }: RecordingSession): Record<string, Coordinate> {
  const label = (value: (unit: number) => string): Coordinate => ({
    dim: 'neuroid',
    values: Array.from({ length: units }, (_, unit) => value(unit + 1)),
  });
  return {
    neuroid_id: label((unit) => `${id}/unit${String(unit).padStart(2, '0')}`),
    region: label(() => 'V4'),
    animal: label(() => animal),
  };
}
