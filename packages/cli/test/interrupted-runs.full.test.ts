import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { networkPath, runCommand } from './run-command.ts';
import { newPlace } from './run-place.ts';

test('a run that is interrupted goes on after its last record', async () => {
  const models = ['--models', 'pixels', networkPath, '--preprocessing', 'torch'];
  const { ventral, store } = newPlace(runCommand);
  const line = [
    'run',
    ...models,
    '--benchmarks',
    'Gratings.V4-pls',
    'Gratings.V4.slow-pls',
    '--at-once',
    '1',
  ];
  const interrupted = await ventral(line, { interruptAt: /made in/ });
  expect([interrupted.code, interrupted.stderr]).toEqual([
    1,
    expect.stringContaining('INTERRUPTED'),
  ]);
  const made = readdirSync(join(store, 'records')).length;
  expect(made).toBeGreaterThan(0);
  const { code, stderr } = await ventral(line);
  expect([code, stderr.match(/made in/g)?.length ?? 0]).toEqual([0, 4 - made]);
});
