import { describeReference } from '@ventral/testing';
import { checkPruning } from './check-pruning.ts';

describeReference('pruned networks', 'weights', () =>
  checkPruning(['squeezenet1_0', 'mobilenet_v1_0.25_128']),
);
