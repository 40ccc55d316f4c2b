// @ts-check
/**
 * `node language-run.mjs FOLDER`: surprisal of the words of the texts in words.json of the folder, by stories260k.
 * Prints the seconds, without the time that opening takes, how far the bits are off those of language_torch.py, where it
 * left them, and the peak memory in GB.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNpy } from '../../packages/arrays/dist/index.js';
import { textSet } from '../../packages/files/dist/index.js';
import { createRunContext } from '../../packages/host/dist/index.js';
import { stories260k } from '../../plugins/model-stories260k/dist/index.js';

const [folder = ''] = process.argv.slice(2);
/** @type {{ mirror: string, texts: string[] }} */
const { mirror, texts } = JSON.parse(readFileSync(join(folder, 'words.json'), 'utf8'));
const spans = texts.flatMap((text, number) =>
  [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    return { id: `${number}.${index}`, text, start: index, end: index + word.length };
  }),
);
const { stimuli } = textSet({ id: 'words', spans });
const context = createRunContext({ mirrors: [mirror] });
const model = await stories260k.open(context);
/** @param {typeof stimuli} shown */
const read = async (shown) => {
  const bits = [];
  for await (const { activations } of model.look(shown, ['surprisal'], context)) {
    bits.push(.../** @type {Float32Array} */ (activations.get('surprisal')));
  }
  return bits;
};
await read(stimuli.slice(0, 20));
const start = performance.now();
const bits = await read(stimuli);
const seconds = (performance.now() - start) / 1000;
await model[Symbol.asyncDispose]();
const path = join(folder, 'bits.npy');
const expected = existsSync(path) ? decodeNpy(readFileSync(path)).values : [];
const off = Array.from(expected, (value, index) => Math.abs(Number(value) - (bits[index] ?? 0)));
console.log(seconds, Math.max(0, ...off), process.resourceUsage().maxRSS / 1e6);
