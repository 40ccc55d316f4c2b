import { readFile } from 'node:fs/promises';
import * as plugin from '@ventral/dataset-osie';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { osie } = plugin;

checkManifest(plugin);
checkDataset(osie);

describe('the pins', () => {
  it('are one file of fixations, and an image and two files of mice for each of 80', () => {
    expect(osie.files).toHaveLength(1 + 3 * 80);
    expect(osie.filesOf('first-80')).toHaveLength(1 + 80);
    expect(osie.filesOf('first-80.mouse-crowd')).toHaveLength(2 * 80);
    for (const { path, urls } of osie.files) {
      expect(urls).toEqual([
        `https://raw.githubusercontent.com/NUS-VIP/predicting-human-gaze-beyond-pixels/4a467890fcb40a2fec04cdded552760942bac7a4/${path}`,
      ]);
    }
  });

  it('are those of different files', () => {
    expect(new Set(osie.files.map(({ hash }) => hash.digest)).size).toBe(osie.files.length);
  });
});

describeReference('the pins, beside the files', 'data/xu2014-osie-human-gaze', () => {
  it('are their digests', async () => {
    const sums = await readFile(referencePath('data/SHA256SUMS'), 'utf8');
    for (const { path, hash } of osie.files) {
      expect(sums).toContain(`${hash.digest}  xu2014-osie-human-gaze/${path}`);
    }
  });
});
