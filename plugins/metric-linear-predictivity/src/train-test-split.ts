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
export function readTrainTestSplit(stimuli: LabelledStimuli, partition: string): Split {
  const labels = stimuli.labels.get(partition);
  if (labels === undefined) {
    throw new VentralError(
      'OPTION_INVALID',
      `The recordings do not say by '${partition}' which stimuli to fit on and to test on.`,
      {
        hint:
          `Label each stimulus 'train' or 'test', or name another label; there are: ` +
          `${[...stimuli.labels.keys()].join(', ')}.`,
      },
    );
  }
  const other = labels.find((label) => label !== 'train' && label !== 'test');
  if (other !== undefined) {
    throw new VentralError(
      'OPTION_INVALID',
      `The label '${partition}' of a stimulus is '${other}', neither 'train' nor 'test'.`,
      { hint: 'Leave out stimuli that are neither fitted nor tested on.' },
    );
  }
  const rowsOf = (side: string) => labels.flatMap((label, row) => (label === side ? [row] : []));
  const split = { train: rowsOf('train'), test: rowsOf('test') };
  if (split.train.length < 2 || split.test.length < 2) {
    throw new VentralError(
      'OPTION_INVALID',
      `The label '${partition}' leaves ${split.train.length} stimuli to fit on and ` +
        `${split.test.length} to test on.`,
      { hint: 'A fit and a correlation each need at least 2 stimuli.' },
    );
  }
  return split;
}
