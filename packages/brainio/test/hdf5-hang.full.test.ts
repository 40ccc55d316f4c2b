import { openAssembly } from '@ventral/brainio';
import { expect, it } from 'vitest';
import { small, writeEndless } from './endless-file.ts';
import { makeFolder } from './temporary-folder.ts';

it('h5-hang: what never ends is ended, and the next file read', async () => {
  await using folder = await makeFolder();
  const path = folder.file('endless.nc');
  await writeEndless(path);
  const reading = openAssembly(path).then((file) => file.read());
  const next = openAssembly(small).then((file) => file.read());
  await expect(reading).rejects.toMatchObject({
    code: 'DATA_CORRUPT',
    message: `${path} cannot be read: the HDF5 library has made no step for 20 seconds.`,
    hint: expect.stringContaining('Fetch or copy it again'),
  });
  expect((await next).shape).toEqual([6, 3]);
});
