import { nrp } from '@ventral/metric-nrp';
import { checkMetric } from '@ventral/testkit';
import { describe } from 'vitest';

// A network is not told that its features are the responses: 48 images teach it that, to a
// twentieth of a standard deviation.
describe('conformance', () => checkMetric(nrp, { best: 0.05 }));
