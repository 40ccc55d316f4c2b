import { zhangDesimone2011 } from '../../plugins/dataset-zhang-desimone-2011/src/index.ts';
import { createRunContext } from '../host/src/index.ts';
import {
  decodeInvariance,
  decodePopulation,
  drawPopulation,
  slideWindows,
  sumWindows,
} from './src/index.ts';

const context = createRunContext({ mirrors: ['/work/shared/data'], offline: true });
let t = performance.now();
const lap = (n) => {
  const u = performance.now();
  console.log(n, (u - t).toFixed(0), 'ms');
  t = performance.now();
};
const { recordings } = await zhangDesimone2011.load(context);
lap('load');
const counts = sumWindows(recordings, slideWindows(recordings, { width: 150, step: 50 }));
lap('bin');
const p = drawPopulation(counts, { label: 'object_name', position: 'position', seed: 1 });
lap('draw');
for (const d of ['maximum-correlation', 'nearest-mean', 'maximum-correlation', 'nearest-mean']) {
  await decodePopulation(p, { decoder: d });
  lap(d);
}
await decodeInvariance(p);
lap('invariance');

//  } from 'node:fs';

console.log(p.classes, p.positions, p.examples, p.bins, p.neuroidIds.length);
