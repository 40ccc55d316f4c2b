import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as plugin from '@ventral/dataset-cichy-2019-algonauts';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import golden from './fixtures/blobs.json' with { type: 'json' };

const { algonauts2019 } = plugin;
const { files } = algonauts2019;
const folder = 'data/cichy2019-algonauts-fmri';

describe('the pins', () => {
  it('name each file once, at the pinned commit', () => {
    expect(files.map(({ path }) => path).sort()).toEqual(Object.keys(golden.blobs).sort());
    for (const { path, urls, hash } of files) {
      expect(urls).toEqual([
        `https://raw.githubusercontent.com/cvai-roig-lab/Net2Brain/05ac462951ef792ff2ba70c4b97d5409a8e44289/input_data/${path}`,
      ]);
      expect(hash).toEqual({
        algorithm: 'sha256',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    }
  });

  it.each([
    ['EVC', 'brain_data/92images/fmri_EVC_RDMs.npz', 'stimuli_data/92images', 92],
    ['IT', 'brain_data/92images/fmri_IT_RDMs.npz', 'stimuli_data/92images', 92],
    ['EVC-test78', 'brain_data/78images/fmri_EVC_RDMs.npz', 'stimuli_data/78images', 78],
    ['IT-test78', 'brain_data/78images/fmri_IT_RDMs.npz', 'stimuli_data/78images', 78],
  ])(
    'of %s are what was measured, and the images in their order',
    (part, measured, images, count) => {
      const [first, ...rest] = algonauts2019.filesOf(part).map(({ path }) => path);
      expect(first).toBe(measured);
      expect(rest).toEqual(
        Array.from(
          { length: count },
          (_, index) => `${images}/image_${String(index + 1).padStart(2, '0')}.jpg`,
        ),
      );
    },
  );
});

describeReference('the pins and the files', folder, () => {
  it('agree by sha256 and git blob', () => {
    for (const { path, hash } of files) {
      const content = readFileSync(referencePath(folder, path));
      expect(createHash('sha256').update(content).digest('hex')).toBe(hash.digest);
      const blob = createHash('sha1').update(`blob ${content.length}\0`).update(content);
      expect(blob.digest('hex')).toBe(golden.blobs[path as keyof typeof golden.blobs]);
    }
  });
});

checkManifest(plugin);
checkDataset(algonauts2019);
