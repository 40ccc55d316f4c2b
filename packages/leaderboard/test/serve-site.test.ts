import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { makeFolder } from '@ventral/testing';
import { expect, it } from 'vitest';
import { makeSiteData, type SiteData, serveSite } from '../src/index.ts';

const empty = makeSiteData({
  ...{ entries: [], refused: [] },
  facts: { benchmarks: new Map(), models: new Map() },
});

async function titleAt(address: string): Promise<string> {
  const response = await fetch(`${address}site.json`);
  return ((await response.json()) as SiteData).title;
}

it('reads one change after another, however slowly, and shows the last', async () => {
  await using folder = await makeFolder();
  let [readings, atOnce, most, written] = [0, 0, 0, 0];
  const read = async () => {
    const title = `${written}`;
    atOnce += 1;
    most = Math.max(most, atOnce);
    readings += 1;
    // The later the faster: one that is not waited for would be overtaken.
    await setTimeout(readings === 1 ? 0 : 3000 / readings);
    atOnce -= 1;
    return { ...empty, title };
  };
  const server = await serveSite({ folders: [folder.path], read, port: 0 });
  try {
    for (let change = 1; change <= 3; change += 1) {
      written = change;
      await writeFile(join(folder.path, 'record.json'), `${change}`);
      await expect.poll(() => readings, { timeout: 60_000 }).toBeGreaterThan(change);
    }
    await expect.poll(() => titleAt(server.address), { timeout: 60_000 }).toBe('3');
    await expect.poll(() => atOnce, { timeout: 60_000 }).toBe(0);
    expect(await titleAt(server.address)).toBe('3');
    expect(most).toBe(1);
  } finally {
    server.close();
  }
});

it('shows what changes while it reads for the first time', async () => {
  await using folder = await makeFolder();
  let title = 'before';
  const read = async () => {
    const found = title;
    if (title === 'before') {
      title = 'after';
      await writeFile(join(folder.path, 'record.json'), '{}');
    }
    return { ...empty, title: found };
  };
  const server = await serveSite({ folders: [folder.path], read, port: 0 });
  try {
    await expect.poll(() => titleAt(server.address), { timeout: 60_000 }).toBe('after');
  } finally {
    server.close();
  }
});

it('says what is wrong with a folder, as its reading does', async () => {
  await using folder = await makeFolder();
  const missing = join(folder.path, 'missing');
  const read = () => Promise.reject(new Error('no such folder, says the reading'));
  await expect(serveSite({ folders: [missing], read, port: 0 })).rejects.toThrow(
    'says the reading',
  );
});
