import type { RgbImage } from '@ventral/arrays';
import { createRunContext } from '@ventral/host';
import { checkManifest, checkModel } from '@ventral/testkit';
import { expect, test } from 'vitest';
import * as plugin from '../src/index.ts';

checkManifest(plugin);
checkModel(plugin.__EXPORT__);

// 64 x 64 pixels whose colour only depends on the row and column.
const image: RgbImage = {
  width: 64,
  height: 64,
  data: Uint8Array.from({ length: 64 * 64 * 3 }, (_, index) => {
    const [y, x, channel] = [Math.floor(index / 192), Math.floor(index / 3) % 64, index % 3];
    return (3 * y + 2 * x + 40 * channel) % 256;
  }),
};

// i = numpy.fromfunction(lambda y, x, c: (3 * y + 2 * x + 40 * c) % 256, (64, 64, 3)) / 255
// l = (i @ [.299, .587, .114]).reshape(8, 8, 8, 8); l.mean((1, 3)), l.std((1, 3)), NumPy 1.24
test.each([
  ['luminance', 0.19647058823529412, 0.29058823529411765],
  ['contrast', 0.03239747380756531, 0.032397473807565316],
])("the %s of the first and the last part is NumPy's", async (layer, first, last) => {
  await using model = await plugin.__EXPORT__.open(createRunContext());
  const stimulus = { id: 'made', load: async () => image };
  for await (const { activations } of model.look([stimulus], [layer], createRunContext())) {
    expect(activations.get(layer)?.[0]).toBeCloseTo(first, 6);
    expect(activations.get(layer)?.at(-1)).toBeCloseTo(last, 6);
  }
});
