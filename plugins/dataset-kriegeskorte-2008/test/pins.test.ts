import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as plugin from '@ventral/dataset-kriegeskorte-2008';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import golden from './fixtures/kriegeskorte-2008.json' with { type: 'json' };

const { kriegeskorte2008 } = plugin;
const { files } = kriegeskorte2008;
const folder = 'data/kriegeskorte2008-92-images';

describe('the pins', () => {
  it('name each file once, with its size, at the pinned commit', () => {
    expect(files.map(({ path }) => path).sort()).toEqual(Object.keys(golden.blobs).sort());
    for (const { path, urls, hash, bytes } of files) {
      expect(urls).toEqual([
        `https://raw.githubusercontent.com/rsagroup/rsatoolbox/f1f83cadb7243492a1aae7460466e0f0140b20ac/demos/92imageData/${path}`,
      ]);
      expect(hash.algorithm).toBe('sha256');
      expect(hash.digest).toMatch(/^[0-9a-f]{64}$/);
      expect(bytes).toBeGreaterThan(0);
    }
  });

  it.each([
    ['macaque-IT', ['Kriegeskorte_Neuron2008_supplementalData.mat']],
    ['human-IT', ['Kriegeskorte_Neuron2008_supplementalData.mat', '92_brainRDMs.mat']],
    ['judgements', ['Kriegeskorte_Neuron2008_supplementalData.mat', '92_behavRDMs.mat']],
  ])('of %s are the objects, and what was measured', (part, names) => {
    expect(kriegeskorte2008.filesOf(part).map(({ path }) => path)).toEqual(names);
  });
});

describeReference('the pins and the files', folder, () => {
  it('agree by size, sha256 and git blob', () => {
    for (const { path, hash, bytes } of files) {
      const content = readFileSync(referencePath(folder, path));
      expect(content.length).toBe(bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(hash.digest);
      const blob = createHash('sha1').update(`blob ${content.length}\0`).update(content);
      expect(blob.digest('hex')).toBe(golden.blobs[path as keyof typeof golden.blobs]);
    }
  });
});

checkManifest(plugin);
checkDataset(kriegeskorte2008);
