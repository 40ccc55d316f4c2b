import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunContext } from '@ventral/host';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { afterAll, expect, test } from 'vitest';
import * as plugin from '../src/index.ts';

// The files lie in the fixtures, as a mirror: a folder with SHA256SUMS. Large data do not belong
// there; test those where they are at hand.
const cacheFolder = mkdtempSync(join(tmpdir(), '__NAME__-'));
afterAll(() => rmSync(cacheFolder, { recursive: true }));
const mirrors = [join(import.meta.dirname, 'fixtures')];
const context = createRunContext({ cacheFolder, mirrors, offline: true });

checkManifest(plugin);
checkDataset(plugin.__EXPORT__, { load: { context } });

test('its values are those that NumPy and Pillow read', async () => {
  const { stimuli, recordings } = await plugin.__EXPORT__.load(context);
  // numpy.genfromtxt('responses.csv', delimiter=',')[1:, 1:].mean(axis=0)
  const means = [0, 1, 2].map((unit) => {
    const responses = recordings.values.filter((_, cell) => cell % 3 === unit);
    return [...responses].reduce((sum, value) => sum + value, 0) / 4;
  });
  expect(means[0]).toBeCloseTo(6.361, 12);
  expect(means[1]).toBeCloseTo(6.99875, 12);
  expect(means[2]).toBeCloseTo(2.703, 12);
  // numpy.asarray(Image.open('images/grating1.png')).sum()
  const image = await stimuli.stimuli[0]?.load();
  expect(image?.data.reduce((sum, value) => sum + value, 0)).toBe(97536);
});
