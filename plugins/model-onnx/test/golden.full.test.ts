import { describeReference } from '@ventral/testing';
import { it } from 'vitest';
import { expectGoldenActivations } from './golden-activations.ts';

describeReference('activations of real networks', 'golden/end-to-end/scores.json', () => {
  it.each(['squeezenet1_1', 'mobilenet_v1_0.25_128'] as const)('session 210305, %s', (network) =>
    expectGoldenActivations('210305', network),
  );
});
