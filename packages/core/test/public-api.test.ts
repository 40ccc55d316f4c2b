import * as api from '@ventral/core';
import { expect, it } from 'vitest';

it('exports exactly these values', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "apiVersion",
      "applyCeiling",
      "applyCeilingBySplit",
      "ceiledUncertainty",
      "ceilingConventions",
      "correlationResampling",
      "defineBehavioralBenchmark",
      "defineBenchmark",
      "defineDataset",
      "defineMeanBenchmark",
      "defineMetric",
      "defineModel",
      "defineNeuralBenchmark",
      "describeIssues",
      "devices",
      "expandFamily",
      "manifestSchema",
      "meanScore",
      "oncePerRun",
      "parseManifest",
      "pluginKinds",
      "predictedEvidence",
      "readOutChoices",
      "requireSeesTime",
      "requireStimulusKind",
      "scoreSchema",
      "stimulusNoun",
      "throwIfInterrupted",
      "timeAspects",
      "unitResampling",
      "withoutReplicates",
    ]
  `);
});
