import { readFile } from 'node:fs/promises';
import * as plugin from '@ventral/dataset-things-odd-one-out';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { expect, it } from 'vitest';

const { thingsOddOneOut } = plugin;

checkManifest(plugin);
checkDataset(thingsOddOneOut);

describeReference('the pins, beside the files', 'data/things-odd-one-out', () => {
  it('are their digests', async () => {
    const sums = await readFile(referencePath('data/SHA256SUMS'), 'utf8');
    expect(thingsOddOneOut.files).toHaveLength(2);
    for (const { path, hash } of thingsOddOneOut.files) {
      expect(sums).toContain(`${hash.digest}  things-odd-one-out/${path}`);
    }
  });
});
