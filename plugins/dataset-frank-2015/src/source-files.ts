import { pinFiles } from '@ventral/files';

const [measures] = pinFiles(
  'https://raw.githubusercontent.com/Andrea-de-Varda/prediction-resource/7162734da00a9a3c81d5ebaec65bdf6d59e931fc',
  'db3ccd106220e1e3d7d64871b5f7c05a9d159ef4cb639f985b792d559686f7f6  all_measures.csv',
);

/** Every measure of every word. */
export const sourceFiles = { measures } as const;
