import { createAssembly, featureMatrix } from '@ventral/arrays';
import { createRunContext } from '@ventral/host';
import { checkManifest, checkMetric } from '@ventral/testkit';
import { expect, test } from 'vitest';
import * as plugin from '../src/index.ts';

checkManifest(plugin);
checkMetric(plugin.__EXPORT__);

const ids = ['a', 'b', 'c', 'd', 'e'];
const features = featureMatrix(Float64Array.of(1, 5, 2, 2, 3, 2, 3, 4, 9, 4, 1, 4, 5, 2, 8), ids);
const recordings = createAssembly({
  dims: ['presentation', 'neuroid'],
  shape: [5, 3],
  values: Float64Array.of(2, 1, 7, 1, 3, 4, 4, 2, 6, 3, 5, 1, 6, 4, 3),
  coords: {
    stimulus_id: { dim: 'presentation', values: ids },
    neuroid_id: { dim: 'neuroid', values: ['x', 'y', 'z'] },
  },
});

// c = numpy.corrcoef(features.T, responses.T)[:3, 3:]; numpy.median(c.max(axis=0)), NumPy 1.24
test.each([
  [false, 0.8621155625803557],
  [true, 0.9933992677987828],
])("its value is NumPy's (absolute: %s)", async (absolute, expected) => {
  const { compare } = plugin.__EXPORT__;
  const { value } = await compare(features, recordings, { absolute }, createRunContext());
  expect(value).toBeCloseTo(expected, 12);
});
