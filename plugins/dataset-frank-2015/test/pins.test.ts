import { readFile } from 'node:fs/promises';
import * as plugin from '@ventral/dataset-frank-2015';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { expect, it } from 'vitest';

const { frank2015 } = plugin;

checkManifest(plugin);
checkDataset(frank2015);

describeReference('the pin, beside the file', 'data/SHA256SUMS', () => {
  it('is its digest', async () => {
    const sums = await readFile(referencePath('data/SHA256SUMS'), 'utf8');
    expect(frank2015.files).toHaveLength(1);
    for (const { path, hash } of frank2015.files) {
      expect(sums).toContain(`${hash.digest}  frank2015-ucl-reading-eeg/${path}`);
    }
  });
});
