import * as api from '@ventral/core';
import { expect, it } from 'vitest';

it('exports exactly these values', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "apiVersion",
      "applyCeiling",
      "catalogSchema",
      "createRunContext",
      "defineBenchmark",
      "defineDataset",
      "defineMeanBenchmark",
      "defineMetric",
      "defineModel",
      "defineNeuralBenchmark",
      "discoverPlugins",
      "explainWriteError",
      "featureFileCandidate",
      "findInstalled",
      "findPlugin",
      "findProject",
      "formatBytes",
      "importExport",
      "loadPlugin",
      "manifestSchema",
      "meanScore",
      "modelCandidate",
      "oncePerRun",
      "openFeatureFile",
      "parseCatalog",
      "parseLayerMap",
      "parseManifest",
      "parseRecord",
      "pluginKinds",
      "readNpyFile",
      "recordActivations",
      "recordSchema",
      "scoreSchema",
      "throwIfInterrupted",
      "writing",
    ]
  `);
});
