import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { throwIfInterrupted } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { beforeEach, describe, expect, it, vi } from 'vitest';

beforeEach(() => {
  for (const name of ['VENTRAL_CACHE', 'VENTRAL_MIRROR', 'VENTRAL_OFFLINE', 'XDG_CACHE_HOME']) {
    vi.stubEnv(name, undefined);
  }
  return () => vi.unstubAllEnvs();
});

describe('createRunContext', () => {
  it('has a default for everything', () => {
    const context = createRunContext();
    expect(context).toMatchObject({
      cacheFolder: join(homedir(), '.cache/ventral'),
      mirrors: [],
      offline: false,
      seed: 1,
      device: 'cpu',
    });
    expect(context.signal.aborted).toBe(false);
    expect(Object.isFrozen(context)).toBe(true);
    context.report({ task: 'nothing', done: 0, unit: 'images' });
  });

  it('puts the cache where the environment says', () => {
    vi.stubEnv('XDG_CACHE_HOME', '/xdg');
    expect(createRunContext().cacheFolder).toBe(join('/xdg', 'ventral'));
    vi.stubEnv('VENTRAL_CACHE', '/scratch/ventral');
    expect(createRunContext().cacheFolder).toBe('/scratch/ventral');
  });

  it('takes empty variables for absent ones', () => {
    for (const name of ['VENTRAL_CACHE', 'VENTRAL_MIRROR', 'VENTRAL_OFFLINE', 'XDG_CACHE_HOME']) {
      vi.stubEnv(name, '');
    }
    expect(createRunContext()).toMatchObject({
      cacheFolder: join(homedir(), '.cache/ventral'),
      mirrors: [],
      offline: false,
    });
  });

  it('reads mirrors and whether the network may be used from the environment', () => {
    vi.stubEnv('VENTRAL_MIRROR', ['/data', '', '/more data'].join(delimiter));
    vi.stubEnv('VENTRAL_OFFLINE', '1');
    expect(createRunContext()).toMatchObject({ mirrors: ['/data', '/more data'], offline: true });
  });

  it('prefers what it is given', () => {
    vi.stubEnv('VENTRAL_CACHE', '/scratch/ventral');
    vi.stubEnv('VENTRAL_MIRROR', '/data');
    vi.stubEnv('VENTRAL_OFFLINE', '1');
    const settings = { cacheFolder: '/here', mirrors: [], offline: false, seed: 5 };
    expect(createRunContext(settings)).toMatchObject(settings);
  });
});

describe('throwIfInterrupted', () => {
  it('throws once the signal is aborted, and says how to go on', () => {
    const controller = new AbortController();
    throwIfInterrupted(controller.signal, 'after 64 of 640 images');
    controller.abort();
    expect(() => throwIfInterrupted(controller.signal, 'after 64 of 640 images')).toThrow(
      expect.objectContaining({
        code: 'INTERRUPTED',
        message: 'Interrupted after 64 of 640 images.',
        hint: expect.stringContaining('continues'),
      }),
    );
  });
});
