import { readFile, writeFile } from 'node:fs/promises';
import { openAssembly } from '@ventral/brainio';
import { expect, it } from 'vitest';
import { small, writeEndless } from './endless-file.ts';
import { makeFolder } from './temporary-folder.ts';

it('h5-hang: an interruption is heard at once', async () => {
  await using folder = await makeFolder();
  const path = folder.file('endless.nc');
  // The layout is that of the whole file: reading begins with what is damaged.
  await writeFile(path, await readFile(small));
  const file = await openAssembly(path);
  await writeEndless(path);
  // Heard only where the library is given up, it would be DATA_CORRUPT.
  await expect(file.read({ signal: AbortSignal.timeout(1_000) })).rejects.toMatchObject({
    code: 'INTERRUPTED',
  });
});

it('a damaged size takes neither gigabytes nor seconds', async () => {
  await using folder = await makeFolder();
  const path = folder.file('damaged.nc');
  const bytes = await readFile(small.replace('Small.nc', 'Small_missing_value.nc'));
  // A chunk's index, 32 bytes too far: the library takes what stands there for the size of a chunk.
  await writeFile(path, Buffer.concat([bytes.subarray(0, 10_404), bytes.subarray(10_372)]));
  await openAssembly(small);
  const before = process.resourceUsage().maxRSS;
  const file = await openAssembly(path);
  await expect(file.read()).rejects.toMatchObject({
    code: 'DATA_CORRUPT',
    message: `${path} cannot be read: memory allocation failed for chunk.`,
  });
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(500_000);
});
