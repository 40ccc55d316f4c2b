import { readFileSync } from 'node:fs';
import { freemanZiemba2013 } from '@ventral/dataset-freeman-ziemba-2013';
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
    const files = freemanZiemba2013.filesOf?.(part) ?? [];
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
      for (const { authorize } of freemanZiemba2013.filesOf?.(part) ?? []) {
        expect(authorize !== undefined).toBe(part === 'private');
      }
    }
  });

  it('are, of all parts, the files of the data set', () => {
    expect(freemanZiemba2013.parts).toEqual(['public', 'private']);
    expect(freemanZiemba2013.files).toEqual(
      freemanZiemba2013.parts?.flatMap((part) => freemanZiemba2013.filesOf?.(part)),
    );
  });
});

describe('a part', () => {
  it('has to be named', async () => {
    await expect(freemanZiemba2013.load(createRunContext())).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: 'FreemanZiemba2013 is loaded one part at a time, and none was named.',
      hint: 'Its parts are public, private.',
    });
  });

  it('has to exist', async () => {
    await expect(freemanZiemba2013.load(createRunContext(), 'pubic')).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: "FreemanZiemba2013 has no part 'pubic'.",
      hint: expect.stringContaining("Did you mean 'public'"),
    });
    await expect(freemanZiemba2013.load(createRunContext(), 'constructor')).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
  });
});

it('describes itself in its manifest as it does in its export', () => {
  const packageJson = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const { kind, id, title, scoreVersion } = freemanZiemba2013;
  expect(packageJson.ventral.plugins).toEqual([
    { kind, id, export: 'freemanZiemba2013', title, scoreVersion },
  ]);
});
