import { corrupt, frostFiles, loadFrostPhotographs } from '@ventral/corruptions';
import { isVentralError } from '@ventral/errors';
import { createRunContext } from '@ventral/host';
import { describeReference, makeFolder, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';
import { chequered } from './made-image.ts';

it('says where the photographs are to be had where there are none', async () => {
  await using folder = await makeFolder();
  const context = createRunContext({ cacheFolder: folder.path, mirrors: [], offline: true });
  const failure = await loadFrostPhotographs(context).catch((error: unknown) => error);
  expect(isVentralError(failure, 'DATA_UNAVAILABLE') && failure.message).toContain(
    'imagecorruptions',
  );
});

describeReference('the photographs of frost', 'data/imagecorruptions', () => {
  it('are found by their hashes, told of, and laid over an image', async () => {
    await using folder = await makeFolder();
    const used: string[] = [];
    const context = createRunContext({
      cacheFolder: folder.path,
      mirrors: [referencePath('data')],
      offline: true,
      fileUsed: ({ path }) => used.push(path),
    });
    const photographs = await loadFrostPhotographs(context);
    expect(used).toEqual(frostFiles.map(({ path }) => path));
    expect(photographs.map(({ width, height }) => [width, height])).toEqual([
      [900, 600],
      [560, 315],
      [560, 315],
      [527, 350],
      [660, 495],
    ]);
    const image = chequered(224);
    const frosted = await corrupt(image, 'frost', { severity: 1, seed: 2, photographs });
    // The image in full, and some light.
    expect(frosted.data.every((level, index) => level >= image.data[index]!)).toBe(true);
    expect(frosted.data).not.toEqual(image.data);
  });
});
