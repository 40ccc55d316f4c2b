// @ts-check
/**
 * Writes docs/simulated-ventral/contact-sheet.jpg: a row for each category, with four of its objects at
 * each level of variation.
 *
 * `node plugins/dataset-simulated-ventral/scripts/contact-sheet.mjs`, after `npm run build`
 */
import { join } from 'node:path';
import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { createRunContext } from '@ventral/host';
import sharp from 'sharp';

const path = join(import.meta.dirname, '../../../docs/simulated-ventral/contact-sheet.jpg');
const [tile, gap, left, top] = [112, 4, 84, 30];
const levels = [0, 3, 6];
const perLevel = 4;

const { stimuli } = await simulateVentral({ images: 10 }, createRunContext());
const { object_name, category_name, variation } =
  /** @type {Record<string, readonly unknown[]>} */ (stimuli.columns);
const categories = [...new Set(category_name)];
const [width, height] = [
  left + levels.length * (perLevel * tile + 3 * gap),
  top + categories.length * (tile + gap),
];

/** @type {sharp.OverlayOptions[]} */
const tiles = [];
for (const [row, category] of categories.entries()) {
  const rows = stimuli.stimuli.map((_, index) => index);
  const ofCategory = rows.filter((index) => category_name?.[index] === category);
  const objects = [...new Set(ofCategory.map((index) => object_name?.[index]))];
  for (const [block, level] of levels.entries()) {
    for (let column = 0; column < perLevel; column++) {
      // The first four objects in their standard pose, then the others, then the first again.
      const object = objects[(block * perLevel + column) % objects.length];
      const index = ofCategory.find(
        (one) => object_name?.[one] === object && variation?.[one] === level,
      );
      const image = await stimuli.stimuli[Number(index)]?.load();
      if (image === undefined) continue;
      const raw = { width: image.width, height: image.height, channels: /** @type {3} */ (3) };
      tiles.push({
        input: await sharp(image.data, { raw }).resize(tile, tile).png().toBuffer(),
        left: left + block * (perLevel * tile + 3 * gap) + column * tile,
        top: top + row * (tile + gap),
      });
    }
  }
}

const text = (/** @type {number} */ x, /** @type {number} */ y, /** @type {unknown} */ words) =>
  `<text x="${x}" y="${y}" font-family="sans-serif" font-size="15">${words}</text>`;
const labels = [
  ...levels.map((level, block) =>
    text(left + block * (perLevel * tile + 3 * gap), 20, `Variation ${level}`),
  ),
  ...categories.map((category, row) => text(6, top + row * (tile + gap) + tile / 2, category)),
];
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${labels.join('')}</svg>`;
await sharp({ create: { width, height, channels: 3, background: 'white' } })
  .composite([{ input: Buffer.from(svg), left: 0, top: 0 }, ...tiles])
  .greyscale()
  .jpeg({ quality: 82 })
  .toFile(path);
console.log(path);
