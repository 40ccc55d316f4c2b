import { brainioFile } from '@ventral/brainio';
import { describe, expect, it } from 'vitest';

const sha1 = '13d28ca0ce88ee550b54db3004374ae19096e9b9';
const storage = 'https://brainscore-storage.s3.amazonaws.com/brainio-brainscore';

describe('brainioFile', () => {
  it.each([
    ['assembly', 'dicarlo.MajajHong2015.public', 'assy_dicarlo_MajajHong2015_public.nc'],
    ['csv', 'hvm-public', 'stimulus_hvm-public.csv'],
    ['zip', 'FreemanZiemba2013.aperture-public', 'stimulus_FreemanZiemba2013_aperture-public.zip'],
  ] as const)('names the %s of %s', (kind, identifier, path) => {
    expect(brainioFile({ identifier, kind, sha1 })).toEqual({
      path,
      urls: [`${storage}/${path}`],
      hash: { algorithm: 'sha1', digest: sha1 },
    });
  });

  it('asks for a version, of which `null` is one', () => {
    const version = (versionId: string) =>
      brainioFile({ identifier: 'hvm', kind: 'zip', sha1, versionId }).urls;
    expect(version('null')).toEqual([`${storage}/stimulus_hvm.zip?versionId=null`]);
    expect(version('nZES.el0vF3/+=')).toEqual([
      `${storage}/stimulus_hvm.zip?versionId=nZES.el0vF3%2F%2B%3D`,
    ]);
  });

  it('looks into another bucket, with or without a folder', () => {
    const urls = (bucket: string) =>
      brainioFile({ identifier: 'a', kind: 'csv', sha1, bucket }).urls;
    expect(urls('brainscore-storage/brainio-temporary')).toEqual([
      'https://brainscore-storage.s3.amazonaws.com/brainio-temporary/stimulus_a.csv',
    ]);
    expect(urls('brainio-dicarlo')).toEqual([
      'https://brainio-dicarlo.s3.amazonaws.com/stimulus_a.csv',
    ]);
  });
});
