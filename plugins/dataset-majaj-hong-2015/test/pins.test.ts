import { readFileSync } from 'node:fs';
import { majajHong2015 } from '@ventral/dataset-majaj-hong-2015';
import { createRunContext } from '@ventral/host';
import { describe, expect, it } from 'vitest';

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
    const files = majajHong2015.filesOf?.(part) ?? [];
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
      for (const { authorize } of majajHong2015.filesOf?.(part) ?? []) {
        expect(authorize !== undefined).toBe(part === 'private');
      }
    }
  });

  it('are, of all parts, the files of the data set', () => {
    expect(majajHong2015.parts).toEqual(['public', 'private']);
    expect(majajHong2015.files).toEqual(
      majajHong2015.parts?.flatMap((part) => majajHong2015.filesOf?.(part)),
    );
  });
});

describe('a part', () => {
  it('has to be named', async () => {
    await expect(majajHong2015.load(createRunContext())).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: 'MajajHong2015 is loaded one part at a time, and none was named.',
      hint: 'Its parts are public, private.',
    });
  });

  it('has to exist', async () => {
    await expect(majajHong2015.load(createRunContext(), 'pubic')).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: "MajajHong2015 has no part 'pubic'.",
      hint: expect.stringContaining("Did you mean 'public'"),
    });
    await expect(majajHong2015.load(createRunContext(), 'constructor')).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
  });
});

it('describes itself in its manifest as it does in its export', () => {
  const packageJson = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const { kind, id, title, scoreVersion } = majajHong2015;
  expect(packageJson.ventral.plugins).toEqual([
    { kind, id, export: 'majajHong2015', title, scoreVersion },
  ]);
});
