import * as plugin from '@ventral/dataset-freeman-ziemba-2013';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { freemanZiemba2013 } = plugin;
const bucket = 'https://brainscore-storage.s3.amazonaws.com/brainio-brainscore';

describe('the pins', () => {
  // As Brain-Score's registry states them.
  it.each([
    [
      'public',
      [
        [
          'assy_movshon_FreemanZiemba2013_public.nc',
          'W2vx7jdh9utZdVumHHarXa4L1zOrA8Fd',
          '761c08f796db4e342555cdb60eef23a4f19ead43',
        ],
        [
          'stimulus_FreemanZiemba2013_aperture-public.csv',
          'null',
          '194c9b301a4e3e9cff02481d4c19b39331d52660',
        ],
        [
          'stimulus_FreemanZiemba2013_aperture-public.zip',
          'null',
          '3a6fec1fc28c212882d6833e267ea8654d289611',
        ],
      ],
    ],
    [
      'private',
      [
        [
          'assy_movshon_FreemanZiemba2013_private.nc',
          'wx5LB7Nq42SV74RQ8Cw6EtyabywsnSyG',
          '63f636fa2e2b51b47a676768a69b06ce95efdd8f',
        ],
        [
          'stimulus_FreemanZiemba2013_aperture-private.csv',
          'Klo0lMygUX0IZPkLoypccXH55a1hZjf2',
          '65bee31483dd743ae2a19c6af03b9abe5f4d5a41',
        ],
        [
          'stimulus_FreemanZiemba2013_aperture-private.zip',
          'nZES.el0vF3KXuRrB2ELQOqzCcxumFMY',
          'daa724a4797b23929df59c18744923790edf71cb',
        ],
      ],
    ],
  ])('are those of Brain-Score: %s', (part, expected) => {
    const files = freemanZiemba2013.filesOf(part);
    expect(files.map(({ path, urls, hash }) => [path, ...urls, hash])).toEqual(
      expected.map(([path, versionId, digest]) => [
        path,
        `${bucket}/${path}?versionId=${versionId}`,
        { algorithm: 'sha1', digest },
      ]),
    );
  });

  it('ask for credentials where a file is private, and only there', () => {
    for (const part of ['public', 'private']) {
      for (const { authorize } of freemanZiemba2013.filesOf(part) ?? []) {
        expect(authorize !== undefined).toBe(part === 'private');
      }
    }
  });
});

checkManifest(plugin);
checkDataset(freemanZiemba2013);
