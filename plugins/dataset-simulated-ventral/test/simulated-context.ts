import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunContext } from '@ventral/core';
import { createRunContext } from '@ventral/host';

/** A run whose cache is a new folder. */
export function simulatedContext(): RunContext {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'simulated-ventral-'));
  return createRunContext({ cacheFolder, mirrors: [], offline: true });
}
