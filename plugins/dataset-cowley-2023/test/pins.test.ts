import * as plugin from '@ventral/dataset-cowley-2023';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { sessionFiles } from '../src/session-files.ts';

const { cowley2023, sessions, verifiedSessions } = plugin;
const { files } = cowley2023;

checkManifest(plugin);
checkDataset(cowley2023);

describe('the pins', () => {
  it('name three files a session, each at its own address', () => {
    expect(files).toHaveLength(3 * 45);
    for (const { path, urls } of files) {
      expect(urls).toEqual([
        `https://raw.githubusercontent.com/cowleygroup/V4_compact_models/f4552ad9d34a466ebc66658f72a08a8e5038f1cf/data_V4_responses/${path}`,
      ]);
    }
  });

  it('are different files, but for the images of 210312 and 210315', () => {
    const digests = [...new Set(files.map(({ hash }) => hash.digest))];
    const groups = digests.map((digest) => files.filter(({ hash }) => hash.digest === digest));
    const shared = groups.filter(({ length }) => length > 1);
    expect(shared.map((group) => group.map(({ path }) => path))).toEqual([
      ['images/images_210312.zip', 'images/images_210315.zip'],
    ]);
  });

  it('are of the sessions in the table, in its order', () => {
    expect(Object.keys(sessionFiles)).toEqual(sessions.map(({ id }) => id));
    expect(cowley2023.parts).toEqual(sessions.map(({ id }) => id));
  });

  it('are sha256 for the twelve sessions that were looked into', () => {
    expect(verifiedSessions).toEqual(
      '190923 190925 190927 190928 190929 201025 210224 210225 210305 210322 210325 210621'.split(
        ' ',
      ),
    );
    for (const { id, images } of sessions) {
      const pinned = sessionFiles[id];
      const algorithm = images === undefined ? 'git-blob' : 'sha256';
      expect(pinned?.images.hash.algorithm).toBe(algorithm);
      expect(pinned?.averaged.hash.algorithm).toBe(algorithm);
      expect(pinned?.raw.hash.algorithm).toBe(id === '210325' ? 'sha256' : 'git-blob');
    }
  });
});
