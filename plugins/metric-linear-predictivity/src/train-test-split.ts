import type { LabelledStimuli } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { Split } from '@ventral/numerics';

/**
 * The one split that the recordings themselves prescribe.
 *
 * @param partition coordinate of the stimuli whose values are `train` and `test`
 * @throws VentralError `OPTION_INVALID` where stimuli are not labelled so, or one side has fewer
 *   than 2
 */
export function readTrainTestSplit({ labels }: LabelledStimuli, partition: string): Split {
  const sides = labels.get(partition);
  if (sides === undefined) {
    throw new VentralError(
      'OPTION_INVALID',
      `The recordings do not say by '${partition}' which stimuli to fit on and to test on.`,
      {
        hint:
          `Label each stimulus 'train' or 'test', or name another label; there are: ` +
          `${[...labels.keys()].join(', ')}.`,
      },
    );
  }
  const other = sides.find((side) => side !== 'train' && side !== 'test');
  if (other !== undefined) {
    throw new VentralError(
      'OPTION_INVALID',
      `The label '${partition}' of a stimulus is '${other}', neither 'train' nor 'test'.`,
      { hint: 'Leave out stimuli that are neither fitted nor tested on.' },
    );
  }
  const rowsOf = (wanted: string) => sides.flatMap((side, row) => (side === wanted ? [row] : []));
  const split = { train: rowsOf('train'), test: rowsOf('test') };
  if (split.train.length >= 2 && split.test.length >= 2) return split;
  throw new VentralError(
    'OPTION_INVALID',
    `The label '${partition}' leaves ${split.train.length} stimuli to fit on and ` +
      `${split.test.length} to test on.`,
    { hint: 'A fit and a correlation each need at least 2 stimuli.' },
  );
}
