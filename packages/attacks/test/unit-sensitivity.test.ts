import { describeReference } from '@ventral/testing';
import { it } from 'vitest';
import { expectGoldenUnits } from './golden-units.ts';

// All units and sizes are in the full suite.
describeReference('how far a unit can be moved', 'data/vnncomp2021-networks', () => {
  it.each(['resnet_2b', 'cifar10_small'])('as computed by others: units of %s', (name) =>
    expectGoldenUnits(name, (unit, { eps }) => unit % 3 === 0 && eps === 0.5),
  );
});
