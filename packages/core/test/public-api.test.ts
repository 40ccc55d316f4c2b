import * as api from '@ventral/core';
import { expect, it } from 'vitest';

it('exports exactly these values', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "addressOf",
      "apiVersion",
      "applyCeiling",
      "catalogSchema",
      "compareRecords",
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
