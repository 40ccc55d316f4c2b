import * as api from '@ventral/core';
import { expect, it } from 'vitest';

it('exports exactly these values', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "apiVersion",
      "applyCeiling",
      "ceilingConventions",
      "defineBenchmark",
      "defineDataset",
      "defineMeanBenchmark",
      "defineMetric",
      "defineModel",
      "defineNeuralBenchmark",
      "describeIssues",
      "devices",
      "manifestSchema",
      "meanScore",
      "oncePerRun",
      "parseManifest",
      "pluginKinds",
      "scoreSchema",
      "throwIfInterrupted",
    ]
  `);
});
