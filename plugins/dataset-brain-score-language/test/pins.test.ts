import * as plugin from '@ventral/dataset-brain-score-language';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { expect, it } from 'vitest';

// As Brain-Score language's source states them.
it.each([
  [plugin.pereira2018, 'Pereira2018_language', 'f8434b4022f5b2c862f0ff2854d5b3f5f2a7fb96'],
  [plugin.blank2014, 'Blank2014_fROI', 'af1e868821b897cb1684e4c8dcd33977121ef552'],
  [plugin.fedorenko2016, 'Fedorenko2016_language', '2966b6d78e972a72068aa6907377483f427e8d9a'],
  [plugin.tuckute2024, 'Tuckute2024_language', '5c8fc7f3e24cc1af5f5296459377b638b6492641'],
])('the pin of %s', ({ files }, name, digest) => {
  expect(files).toHaveLength(1);
  const [{ urls, hash } = { urls: [''], hash: {} }] = files;
  const address = `https://brainscore-language.s3.amazonaws.com/assy_${name}.nc`;
  expect(urls[0]!.split('?versionId=')[0]).toBe(address);
  expect(hash).toEqual({ algorithm: 'sha1', digest });
});

checkManifest(plugin);
checkDataset(plugin.pereira2018);
checkDataset(plugin.blank2014);
checkDataset(plugin.fedorenko2016);
checkDataset(plugin.tuckute2024);
