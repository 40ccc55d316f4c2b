import { featureMatrix } from '@ventral/arrays';
import * as plugin from '@ventral/benchmark-simulated-language';
import type { Candidate } from '@ventral/core';
import { simulatedLanguage } from '@ventral/dataset-simulated-language';
import { createRunContext } from '@ventral/host';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { expect, it } from 'vitest';

const context = createRunContext();
const benchmark = plugin.simulatedLanguageRidge;

checkManifest(plugin);
checkBenchmark(benchmark, { context });

it('finds what the sites respond nearly whole, and nothing of what they do not', async () => {
  const { truth } = await simulatedLanguage.load(context);
  const { values, shape } = truth.responses;
  const scored = async (features: Float64Array) => {
    const candidate: Candidate = {
      id: 'features',
      record: async ({ stimuli }) =>
        featureMatrix(
          features,
          stimuli.map(({ id }) => id),
        ),
    };
    return (await benchmark.score(candidate, context)).value;
  };
  expect(await scored(Float64Array.from(values))).toBeGreaterThan(0.95);
  const others = Float64Array.from(values, (_, cell) => Math.sin(cell * cell));
  expect(shape[0]).toBe(320);
  expect(Math.abs(await scored(others))).toBeLessThan(0.15);
});
