import * as plugin from '@ventral/dataset-majaj-hong-2015';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { majajHong2015 } = plugin;
const bucket = 'https://brainscore-storage.s3.amazonaws.com/brainio-brainscore';

describe('the pins', () => {
  // As Brain-Score's registry states them.
  it.each([
    [
      'public',
      [
        [
          'assy_dicarlo_MajajHong2015_public.nc',
          'null',
          '13d28ca0ce88ee550b54db3004374ae19096e9b9',
        ],
        ['stimulus_hvm-public.csv', 'null', '5ca7a3da00d8e9c694a9cd725df5ba0ad6d735af'],
        ['stimulus_hvm-public.zip', 'null', '8aa44e038d7b551efa8077467622f9d48d72e473'],
      ],
    ],
    [
      'private',
      [
        [
          'assy_dicarlo_MajajHong2015_private.nc',
          'null',
          '7a40d16148d6f82939155f0bd976d310857fb156',
        ],
        ['stimulus_hvm-private.csv', 'null', '6ff4981722fa05feb73a2bd26bbbba8b50dc29a6'],
        ['stimulus_hvm-private.zip', 'null', 'd7b1ca1876dad87e15b0242b4c82c0203ff3cbd3'],
      ],
    ],
  ])('are those of Brain-Score: %s', (part, expected) => {
    const files = majajHong2015.filesOf(part);
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
      for (const { authorize } of majajHong2015.filesOf(part) ?? []) {
        expect(authorize !== undefined).toBe(part === 'private');
      }
    }
  });
});

checkManifest(plugin);
checkDataset(majajHong2015);
