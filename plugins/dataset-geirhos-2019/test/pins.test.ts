import { posix } from 'node:path';
import * as plugin from '@ventral/dataset-geirhos-2019';
import { shownCategories } from '@ventral/geirhos';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { experimentFiles } from '../src/experiment-files.ts';

const { geirhos2019 } = plugin;
const { files } = geirhos2019;

describe('the pins', () => {
  it('name every file once, at its own address', () => {
    expect(files).toHaveLength(30 + 160 + 160 + 1280);
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    for (const { path, urls } of files) {
      expect(urls).toEqual([
        `https://raw.githubusercontent.com/rgeirhos/texture-vs-shape/ccd0c01d42c0a8a834e90ec141e7f24fa915dc23/${path}`,
      ]);
    }
  });

  it('are sha256, well formed', () => {
    for (const { path, hash } of files) {
      expect([path, hash]).toEqual([
        path,
        { algorithm: 'sha256', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      ]);
    }
  });

  it.each([
    ['edge', 160, 'stimuli/edges', 'raw-data/edge-experiment'],
    ['silhouette', 160, 'stimuli/filled-silhouettes', 'raw-data/silhouette-filled-experiment'],
    [
      'cue-conflict',
      1280,
      'stimuli/style-transfer-preprocessed-512',
      'raw-data/style-transfer-512-nomask-experiment',
    ],
  ] as const)('of %s are %i images and ten tables', (part, count, imageFolder, trialFolder) => {
    const { images, trials } = experimentFiles[part];
    expect(images).toHaveLength(count);
    expect(images.every(({ path }) => path.startsWith(`${imageFolder}/`))).toBe(true);
    expect(trials.map(({ path }) => path)).toEqual(
      Array.from({ length: 10 }, (_, index) => {
        const subject = `subject-${String(index + 1).padStart(2, '0')}`;
        return `${trialFolder}/${posix.basename(trialFolder)}_${subject}_session_1.csv`;
      }),
    );
    expect(geirhos2019.filesOf(part)).toEqual([...trials, ...images]);
  });

  it('of images lie in the folder of their shape, as many in each of 16 categories', () => {
    for (const { images } of Object.values(experimentFiles)) {
      const perCategory = new Map<string, number>();
      for (const { path } of images) {
        const { shape } = shownCategories(posix.basename(path));
        expect(path.split('/').at(-2)).toBe(shape);
        perCategory.set(shape, (perCategory.get(shape) ?? 0) + 1);
      }
      expect(perCategory.size).toBe(16);
      expect(new Set(perCategory.values())).toEqual(new Set([images.length / 16]));
    }
  });
});

checkManifest(plugin);
checkDataset(geirhos2019);
