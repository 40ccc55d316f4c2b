import * as api from '@ventral/core';
import { expect, it } from 'vitest';

it('exports exactly these values', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "addressOf",
      "apiVersion",
      "applyCeiling",
      "catalogSchema",
      "ceilingConventions",
      "createRunContext",
      "defineBenchmark",
      "defineDataset",
      "defineMeanBenchmark",
      "defineMetric",
      "defineModel",
      "defineNeuralBenchmark",
      "describeIssues",
      "discoverPlugins",
      "explainWriteError",
      "featureFileCandidate",
      "findInstalled",
      "findPlugin",
      "findProject",
      "formatBytes",
      "importExport",
      "layersOfChoice",
      "loadPlugin",
      "manifestSchema",
      "meanScore",
      "modelCandidate",
      "oncePerRun",
      "openFeatureFile",
      "parseCatalog",
      "parseLayerMap",
      "parseManifest",
      "pluginKinds",
      "readNpyFile",
      "recordActivations",
      "throwIfInterrupted",
      "writing",
    ]
  `);
});
