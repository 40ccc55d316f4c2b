import { describeReference } from '@ventral/testing';
import { checkPruning } from './check-pruning.ts';

describeReference('pruned networks', 'weights', () => checkPruning(['resnet18_pqf']));
