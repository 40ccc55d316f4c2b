import { readFileSync } from 'node:fs';
import * as plugin from '@ventral/dataset-geirhos-2021';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { experimentFiles } from '../src/experiment-files.ts';

const { geirhos2021 } = plugin;

checkManifest(plugin);
checkDataset(geirhos2021);

// People in each experiment, as the authors' tables have them.
const people: Readonly<Record<string, number>> = {
  ...{ sketch: 7, stylized: 5, edge: 10, silhouette: 10, 'cue-conflict': 10, colour: 4 },
  ...{ contrast: 4, 'high-pass': 4, 'low-pass': 4, 'phase-scrambling': 4 },
  ...{ 'power-equalisation': 4, 'false-colour': 4, rotation: 4, eidolonI: 4, eidolonII: 4 },
  ...{ eidolonIII: 4, 'uniform-noise': 4 },
};

describe('the pins', () => {
  it('are of seventeen experiments', () => {
    expect(geirhos2021.parts).toEqual(Object.keys(people));
  });

  it.each(Object.entries(people))('of %s are %i tables, stimuli and an archive', (part, count) => {
    const { trials, csv, zip } = experimentFiles[part]!;
    expect(trials.map(({ path }) => path)).toEqual(
      Array.from({ length: count }, (_, index) => {
        const subject = `subject-${String(index + 1).padStart(2, '0')}`;
        return `raw-data/${part}/${part}_${subject}_session_1.csv`;
      }),
    );
    const commit = '79ed7cd1d9ac3a114e71b6638f0a98bdd627316c';
    for (const { path, urls } of trials) {
      expect(urls).toEqual([
        `https://raw.githubusercontent.com/bethgelab/model-vs-human/${commit}/${path}`,
      ]);
    }
    expect(geirhos2021.filesOf(part)).toEqual([...trials, csv, zip]);
  });
});

describeReference('the pins of stimuli', 'data/geirhos2021-reference/geirhos_hashes.csv', () => {
  it('are those of the list, at its address among others', () => {
    const lines = readFileSync(
      referencePath('data/geirhos2021-reference/geirhos_hashes.csv'),
      'utf8',
    );
    const listed = lines
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','))
      .filter(([, type]) => type === 'stimulus_set')
      .map(([, , , , location, sha1]) => [location, sha1]);
    const pinned = Object.values(experimentFiles).flatMap(({ csv, zip }) =>
      [csv, zip].map(({ urls, hash }) => [urls.at(-1), hash.digest]),
    );
    expect(pinned.toSorted()).toEqual(listed.toSorted());
  });
});
