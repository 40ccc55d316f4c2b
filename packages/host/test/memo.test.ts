import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRunContext } from '@ventral/host';
import { makeFolder } from '@ventral/testing';
import { expect, it } from 'vitest';

it('keeps results from run to run, by key', async () => {
  await using folder = await makeFolder();
  const run = () => createRunContext({ cacheFolder: folder.path }).memo;
  expect(await run().get('a')).toBeUndefined();
  await run().set('a', { error: 0.5, perNeuroid: [1, null] });
  await run().set('b', 2);
  expect(await run().get('a')).toEqual({ error: 0.5, perNeuroid: [1, null] });
  expect(await run().get('b')).toBe(2);
  await run().set('a', 3);
  expect(await run().get('a')).toBe(3);
});

it('makes anew what is damaged', async () => {
  await using folder = await makeFolder();
  const { memo } = createRunContext({ cacheFolder: folder.path });
  await memo.set('a', 1);
  const kept = await readdir(join(folder.path, 'memo'));
  expect(kept).toHaveLength(1);
  await writeFile(join(folder.path, 'memo', kept[0] as string), '{"half');
  expect(await memo.get('a')).toBeUndefined();
});

it('says so where it cannot write', async () => {
  await using folder = await makeFolder({ memo: Uint8Array.of(0) });
  const { memo } = createRunContext({ cacheFolder: folder.path });
  await expect(memo.set('a', 1)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
});
