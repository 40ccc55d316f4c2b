import { oncePerRun, type PinnedFile, type RunContext } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { describe, expect, test } from 'vitest';

const pinned = (path: string): PinnedFile => ({
  path,
  urls: [],
  hash: { algorithm: 'sha256', digest: path.repeat(64).slice(0, 64) },
});

function listening(run: RunContext): { context: RunContext; heard: string[] } {
  const heard: string[] = [];
  return { heard, context: { ...run, fileUsed: ({ path }) => heard.push(path) } };
}

describe('what is made once a run', () => {
  test('is shared by the contexts of the run, and made anew for another', async () => {
    let times = 0;
    const makeOnce = oncePerRun(async () => ++times);
    const run = createRunContext();
    expect(await makeOnce(run)).toBe(1);
    expect(await makeOnce({ ...run, seed: 7 })).toBe(1);
    expect(await makeOnce(createRunContext())).toBe(2);
  });

  test('tells each context of its files, also of those read after it was made', async () => {
    const load = oncePerRun(async (context) => {
      context.fileUsed(pinned('averages'));
      return { readTrials: () => context.fileUsed(pinned('trials')) };
    });
    const run = createRunContext();
    const first = listening(run);
    const { readTrials } = await load(first.context);
    expect(first.heard).toEqual(['averages']);
    readTrials();
    expect(first.heard).toEqual(['averages', 'trials']);
    const second = listening(run);
    await load(second.context);
    await load(second.context);
    expect(second.heard).toEqual(['averages', 'trials']);
  });

  test('is not tried again where it fails', async () => {
    let times = 0;
    const fail = oncePerRun(async () => {
      times += 1;
      throw new Error('no data');
    });
    const run = createRunContext();
    await expect(fail(run)).rejects.toThrow('no data');
    await expect(fail(run)).rejects.toThrow('no data');
    expect(times).toBe(1);
  });
});
