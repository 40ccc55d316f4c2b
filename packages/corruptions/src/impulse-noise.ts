import { defineCorruption } from './corruption.ts';
import { uniformPieces } from './random-numbers.ts';

/** Salt and pepper: values are replaced by 0 or 255, as often one as the other. A setting is the share replaced. */
export const impulseNoise = defineCorruption<number>({
  name: 'impulse-noise',
  title: 'Impulse noise',
  group: 'noise',
  settings: {
    imagenet: [0.03, 0.06, 0.09, 0.17, 0.27],
    cifar: [0.01, 0.02, 0.03, 0.05, 0.07],
  },
  corrupt({ width, height, data: levels }, share, { random }) {
    // Which are replaced is drawn of all before by what, as scikit-image did when ImageNet-C was made.
    const replaced = new Uint8Array(levels.length);
    for (const [from, chance] of uniformPieces(random, levels.length)) {
      for (let index = 0; index < chance.length; index++) {
        replaced[from + index] = chance[index]! < share ? 1 : 0;
      }
    }
    const data = levels.slice();
    for (const [from, chance] of uniformPieces(random, levels.length)) {
      for (let index = 0; index < chance.length; index++) {
        if (replaced[from + index] === 1) data[from + index] = chance[index]! < 0.5 ? 255 : 0;
      }
    }
    return { width, height, data };
  },
});
