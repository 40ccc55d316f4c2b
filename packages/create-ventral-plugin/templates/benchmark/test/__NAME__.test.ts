import { featureMatrix } from '@ventral/arrays';
import type { Candidate } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { expect, test } from 'vitest';
import * as plugin from '../src/index.ts';

checkManifest(plugin);
checkBenchmark(plugin.__EXPORT__, { context: createRunContext() });

/** A candidate that knows the orientation. */
const oriented: Candidate = {
  id: 'orientation',
  async record({ stimuli }) {
    const features = stimuli.flatMap((_, image) => {
      const angle = 2 * Math.PI * ((image * 0.618034) % 1);
      return [Math.cos(angle), Math.sin(angle)];
    });
    return featureMatrix(
      Float64Array.from(features),
      stimuli.map(({ id }) => id),
    );
  },
};

// Ridge(alpha=1) on ShuffleSplit(10, train_size=.9, test_size=.1, random_state=1), Pearson's r of
// each unit, the median over units, the mean over splits: scikit-learn 1.2
test('its score is that of scikit-learn', async () => {
  const { value } = await plugin.__EXPORT__.score(oriented, createRunContext());
  expect(value).toBeCloseTo(0.9484052860103203, 9);
});
