import { readFile } from 'node:fs/promises';
import * as plugin from '@ventral/dataset-futrell-2018';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { expect, it } from 'vitest';

const { futrell2018 } = plugin;

checkManifest(plugin);
checkDataset(futrell2018);

describeReference('the pins, beside the files', 'data/SHA256SUMS', () => {
  it('are their digests', async () => {
    const sums = await readFile(referencePath('data/SHA256SUMS'), 'utf8');
    expect(futrell2018.files).toHaveLength(2);
    for (const { path, hash } of futrell2018.files) {
      expect(sums).toMatch(new RegExp(`^${hash.digest} .*${path}$`, 'm'));
    }
  });
});
