import { featureMatrix, type StimulusSet, type TextSpan } from '@ventral/arrays';
import type { Candidate } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { checkBenchmark, checkDataset, checkManifest } from '@ventral/testkit';
import { expect, test } from 'vitest';
import * as plugin from '../src/index.ts';

const context = createRunContext();

checkManifest(plugin);
checkDataset(plugin.readingTimes, { context });
checkBenchmark(plugin.__EXPORT__, { context });

test('words that are as surprising as they are long are read as long as that', async () => {
  const candidate: Candidate = {
    id: 'length',
    async record(set) {
      const { stimuli } = set as StimulusSet<TextSpan>;
      const spans = await Promise.all(stimuli.map((stimulus) => stimulus.load()));
      const lengths = Float64Array.from(spans, ({ start, end }) => end - start);
      return featureMatrix(lengths, stimuli.map(({ id }) => id));
    },
  };
  const { value } = await plugin.__EXPORT__.score(candidate, context);
  // By NumPy's corrcoef, without the first word of each sentence.
  expect(value).toBeCloseTo(0.8113109101208668, 12);
});
