import { pinFiles } from '@ventral/files';

const [readingTimes] = pinFiles(
  'https://raw.githubusercontent.com/languageMIT/naturalstories/4700daad696e942f5aba23c957a7423d0de66612',
  '047d2a0b84eff99d90535d1517f7fa7d466b81fbd60e990f2f08caac04d8aa56  naturalstories_RTS/processed_wordinfo.tsv',
);

const [frequencies] = pinFiles(
  'https://raw.githubusercontent.com/vboyce/natural-stories-maze/3e7120d1a8859fe540aae1002fdb6867ca8fdb1d',
  'cd2a3a3d4928670c6c8b9461a3cd52d8343cd1aa0a3c5770f058f53cdd06d3ec  Prep_code/predictors/ns_freq.txt',
);

/** Words with their mean reading times, as realigned in 2025; and how frequent and long the words are. */
export const sourceFiles = { readingTimes, frequencies } as const;
