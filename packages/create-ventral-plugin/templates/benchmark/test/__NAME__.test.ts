import type { Candidate } from '@ventral/core';
import { simulatedVentral } from '@ventral/dataset-simulated-ventral';
import { createRunContext } from '@ventral/host';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { expect, test } from 'vitest';
import * as plugin from '../src/index.ts';

checkManifest(plugin);
checkBenchmark(plugin.__EXPORT__);

// The images are rendered at the first run, which takes some twenty seconds, and kept.
test('what generated the responses explains nearly all that can be explained', async () => {
  const context = createRunContext();
  const { region } = await simulatedVentral.load(context);
  const { truth } = await region('V4');
  const candidate: Candidate = { id: 'the truth', record: async () => truth.features };
  const { value, ceiling } = await plugin.__EXPORT__.score(candidate, context);
  expect(Math.abs((ceiling ?? 0) - truth.ceiling)).toBeLessThan(0.01);
  expect(value).toBeGreaterThan(0.9);
  expect(value).toBeLessThan(1.01);
}, 600_000);
