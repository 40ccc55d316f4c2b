import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchStimuli, pinFiles } from '@ventral/files';
import { createRunContext } from '@ventral/host';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const gratings = `
b616b0f14c8ebda98979a52a444e1e0ad9490b0a5f3be3ad4bafbb830c467ad0  images/grating1.png
3685e531812e7854c12264468150384566a8dff70ce54ae88065fc6d1a6e422f  images/grating2.png
`;

describe('pinFiles', () => {
  it('pins files as sha256sum lists them', () => {
    expect(pinFiles('https://example.org/data', gratings)[1]).toEqual({
      path: 'images/grating2.png',
      urls: ['https://example.org/data/images/grating2.png'],
      hash: {
        algorithm: 'sha256',
        digest: '3685e531812e7854c12264468150384566a8dff70ce54ae88065fc6d1a6e422f',
      },
    });
  });

  it.each([
    ['\n', 'No files are pinned at https://example.org/data.'],
    [
      'grating.png',
      "Line 1 of the files at https://example.org/data is no sha256 and path: 'grating.png'.",
    ],
  ])('refuses %j', (checksums, message) => {
    expect(() => pinFiles('https://example.org/data', checksums)).toThrow(
      expect.objectContaining({ code: 'DATA_CORRUPT', message }),
    );
  });
});

describe('fetchStimuli', () => {
  let cacheFolder: string;
  beforeAll(async () => {
    cacheFolder = await mkdtemp(join(tmpdir(), 'ventral-fetch-stimuli-'));
  });
  afterAll(() => rm(cacheFolder, { recursive: true, force: true }));

  const template = '../../create-ventral-plugin/templates/dataset/test/fixtures';
  const fetch = (list: string) => {
    const mirrors = [join(import.meta.dirname, template)];
    const context = createRunContext({ cacheFolder, mirrors, offline: true });
    return fetchStimuli('gratings', pinFiles('https://example.org/data', list), context);
  };

  it('gives images in their order, named as their files', async () => {
    const { id, stimuli, degrees } = await fetch(gratings);
    expect([id, degrees]).toEqual(['gratings', undefined]);
    expect(stimuli.map((stimulus) => stimulus.id)).toEqual(['grating1.png', 'grating2.png']);
    const { width, height, data } = (await stimuli[0]?.load()) ?? {};
    expect([width, height]).toEqual([16, 16]);
    expect(data?.reduce((sum, value) => sum + value, 0)).toBe(97536);
  });

  it('tells other images, and another order, by the digest', async () => {
    const lines = gratings.trim().split('\n');
    const lists = [gratings, lines.toReversed().join('\n'), lines[0] as string];
    const digests = await Promise.all(lists.map(async (list) => (await fetch(list)).digest));
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(digests).size).toBe(3);
    expect((await fetch(gratings)).digest).toBe(digests[0]);
  });
});
