// @ts-check
/**
 * Compares the stages of each BaseNet with simulated V4 and IT of a seed that no benchmark uses: the
 * best stage of each region is the one that stands for it. Run it after `npm run build`.
 */

import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { createRunContext, recordActivations } from '@ventral/host';
import { pls } from '@ventral/metric-linear-predictivity';
import { basenet, basenetRandom } from '@ventral/model-basenet';

const seed = 1003;
const context = createRunContext();
const { stimuli, record } = await simulateVentral({ seed }, context);
for (const model of [basenetRandom, basenet]) {
  const open = await model.open(context);
  const features = await recordActivations(open, stimuli, open.candidateLayers, context);
  for (const region of /** @type {const} */ (['V4', 'IT'])) {
    const { recordings } = await record({ region });
    console.log(`${model.id}, ${region} of seed ${seed}:`);
    for (const [layer, source] of features) {
      const { value, spread } = await pls.compare(source, recordings, {}, context);
      console.log(`  ${layer.padEnd(8)} ${value.toFixed(3)} ± ${spread?.toFixed(3)}`);
    }
  }
  await open[Symbol.asyncDispose]();
}
