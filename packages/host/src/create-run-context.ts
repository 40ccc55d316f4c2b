import { homedir } from 'node:os';
import { join } from 'node:path';
import type { RunContext } from '@ventral/core';
import { createMemo } from './create-memo.ts';

/**
 * A run context with defaults for everything not given.
 *
 * Defaults: the cache in `$VENTRAL_CACHE`, else `$XDG_CACHE_HOME/ventral`, else
 * `~/.cache/ventral`; mirrors from `$VENTRAL_MIRROR` (several separated as in `PATH`); network
 * allowed unless `$VENTRAL_OFFLINE` is set (and not 0); seed 1, the seed of published Brain-Score splits; CPU;
 * never aborted; silent.
 */
export function createRunContext(settings: Partial<RunContext> = {}): RunContext {
  const { cacheFolder = defaultCacheFolder() } = settings;
  return Object.freeze({
    run: {},
    cacheFolder,
    memo: createMemo(cacheFolder),
    mirrors: mirrorsFromEnvironment(),
    offline: !['', '0', 'false'].includes(process.env.VENTRAL_OFFLINE ?? ''),
    seed: 1,
    device: 'cpu' as const,
    signal: new AbortController().signal,
    report: () => {},
    fileUsed: () => {},
    ...settings,
  });
}

function defaultCacheFolder(): string {
  const { VENTRAL_CACHE, XDG_CACHE_HOME } = process.env;
  if (VENTRAL_CACHE) return VENTRAL_CACHE;
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'ventral');
}

function mirrorsFromEnvironment(): readonly string[] {
  const separator = process.platform === 'win32' ? ';' : ':';
  return (process.env.VENTRAL_MIRROR ?? '').split(separator).filter((folder) => folder !== '');
}
