import { Option } from '@commander-js/extra-typings';

/** What can be scored in each time bin. */
export const timeChoices = ['responses', 'changes', 'shuffled'] as const;

/** Asks for scores in each time bin as well. */
export const timeFlag = () =>
  new Option(
    '--time [what]',
    'score each time bin as well: responses, changes over time, or a control',
  )
    .choices(timeChoices)
    .preset('responses');
