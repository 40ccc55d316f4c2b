import { isVentralError } from '@ventral/errors';
import { openThreads, type ThreadFunction } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';

interface SomeWorker {
  readonly count: ThreadFunction<void, number>;
  readonly double: ThreadFunction<Float64Array, Float64Array>;
  readonly refuse: ThreadFunction<void, never>;
  readonly fail: ThreadFunction<void, never>;
}

const someWorker = new URL('fixtures/threads/some-worker.mjs', import.meta.url);

describe('openThreads', () => {
  it('runs functions, as many at once as there are threads', async () => {
    await using threads = openThreads<SomeWorker>(someWorker, 2);
    const values = [1, 2, 3, 4].map((value) => Float64Array.of(value));
    const doubled = await Promise.all(values.map((value) => threads.run('double', value)));
    expect(doubled).toEqual([2, 4, 6, 8].map((value) => Float64Array.of(value)));
  });

  it('keeps what a module remembers', async () => {
    await using threads = openThreads<SomeWorker>(someWorker, 1);
    expect(await threads.run('count', undefined)).toBe(1);
    expect(await threads.run('count', undefined)).toBe(2);
  });

  it('copies arguments, or hands them over', async () => {
    await using threads = openThreads<SomeWorker>(someWorker, 1);
    const values = Float64Array.of(1, 2);
    await threads.run('double', values);
    expect(values).toHaveLength(2);
    expect(await threads.run('double', values, [values.buffer])).toEqual(Float64Array.of(2, 4));
    expect(values).toHaveLength(0);
  });

  it('throws what a function throws, a VentralError with its code and hint', async () => {
    await using threads = openThreads<SomeWorker>(someWorker, 1);
    const refused = await threads.run('refuse', undefined).catch((error: unknown) => error);
    expect(isVentralError(refused, 'OPTION_INVALID')).toBe(true);
    expect(refused).toMatchObject({ message: 'No.', hint: 'Ask again.' });
    await expect(threads.run('fail', undefined)).rejects.toThrow('Beyond.');
    expect(await threads.run('count', undefined)).toBe(1);
  });

  it('says that a module cannot be loaded', async () => {
    const absent = new URL('fixtures/absent.mjs', import.meta.url);
    await using threads = openThreads<SomeWorker>(absent, 1);
    await expect(threads.run('count', undefined)).rejects.toThrow('absent.mjs');
  });
});
