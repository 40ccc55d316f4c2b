import { VentralError } from '@ventral/errors';
import type { Assembly, CoordinateValue } from './assembly.ts';
import { type Responses, readResponses } from './responses.ts';

/**
 * Reads responses that can be predicted: those of one neuroid or more, each varying over stimuli.
 *
 * @param target `presentation x neuroid` with the coordinates `stimulus_id` and `neuroid_id`;
 *   repetitions are averaged first
 * @throws VentralError `SHAPE_MISMATCH` for anything else
 * @throws VentralError `RESPONSES_INVALID` for NaN, infinity, or a neuroid that never varies
 */
export function readPredictableResponses(target: Assembly): Responses {
  const responses = readResponses(target);
  requireVariance(responses);
  return responses;
}

function requireVariance({ values, stimulusIds, neuroidIds }: Responses): void {
  if (neuroidIds.length === 0 || stimulusIds.length < 2) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `There is nothing to predict: ${stimulusIds.length} stimuli, ${neuroidIds.length} neuroids.`,
      { hint: 'Give responses of at least one neuroid to several stimuli.' },
    );
  }
  const constant = neuroidIds.filter((_, neuroid) => {
    for (let cell = neuroid; cell < values.length; cell += neuroidIds.length) {
      if (values[cell] !== values[neuroid]) return false;
    }
    return true;
  });
  if (constant.length === 0) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `${constant.length} of ${neuroidIds.length} neuroids respond the same to all ` +
      `${stimulusIds.length} stimuli: ${listSome(constant)}.`,
    {
      hint:
        'There is nothing to predict about them. Leave them out: ' +
        `selectAlong(recordings, 'neuroid', indices) of @ventral/arrays.`,
    },
  );
}

function listSome(names: readonly CoordinateValue[]): string {
  const shown = names.slice(0, 5).map((name) => `'${name}'`);
  return shown.join(', ') + (names.length > shown.length ? ', ...' : '');
}
