// @ts-check
/** Corruptions of one image of 224 x 224 pixels, beside NumPy and SciPy with the same seed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.mjs';
import { runBaseline } from './python.mjs';

const side = 224;
const runs = 9;
const rounds = 3;

/** @returns {Promise<string[][]>} rows of the table */
export async function benchCorruptions() {
  const { corrupt } = await import('../../packages/corruptions/dist/index.js');
  const image = makeImage();
  const photographs = [0, 1, 2, 3, 4].map((shift) => tile(image, shift));
  const folder = mkdtempSync(join(tmpdir(), 'ventral-bench-'));
  try {
    writeFileSync(join(folder, 'image.rgb'), image.data);
    /** @type {Map<string, { ours: number[], theirs: number[], difference: number }>} */
    const measured = new Map();
    for (let round = 0; round < rounds; round++) {
      const args = ['image.rgb', String(side), String(runs)];
      const printed = runBaseline('corruptions_scipy.py', args, folder);
      if (printed === undefined) return [['corruptions', '', 'SciPy is not available', '', '']];
      for (const line of printed.trim().split('\n')) {
        const [name = '', milliseconds] = line.split(' ');
        const one = measured.get(name) ?? { ours: [], theirs: [], difference: 0 };
        measured.set(name, one);
        one.theirs.push(Number(milliseconds));
        const severity = name === 'spatter' ? 5 : 3;
        const options = /** @type {const} */ ({ severity, seed: 7, photographs });
        const corruption = /** @type {Parameters<typeof corrupt>[1]} */ (name);
        let made = await corrupt(image, corruption, options);
        for (let run = 0; run < runs; run++) {
          const start = performance.now();
          made = await corrupt(image, corruption, options);
          one.ours.push(performance.now() - start);
        }
        const expected = readFileSync(join(folder, `${name}.rgb`));
        one.difference = made.data.reduce(
          (most, level, index) => Math.max(most, Math.abs(level - (expected[index] ?? 0))),
          0,
        );
      }
    }
    return [...measured].map(([name, { ours, theirs, difference }]) => {
      const [own, other] = [median(ours), median(theirs)];
      return [
        `${name}, severity ${name === 'spatter' ? 5 : 3}, ${side} x ${side}`,
        `${own.toFixed(1)} ms`,
        `${other.toFixed(1)} ms (NumPy, SciPy)`,
        `${(other / own).toFixed(1)} x`,
        difference === 0 ? 'yes: every byte' : `to ${difference} of 255`,
      ];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Slopes and squares in three colours. */
function makeImage() {
  const data = new Uint8Array(side * side * 3);
  for (let index = 0; index < data.length; index++) {
    const pixel = Math.floor(index / 3);
    const [x, y] = [pixel % side, Math.floor(pixel / side)];
    data[index] = (x >> 1) + (index % 3) * 30 + (((x >> 4) + (y >> 4)) % 2) * 50 + (y >> 3);
  }
  return { width: side, height: side, data };
}

/**
 * The image moved to the right, twice in each direction.
 *
 * @param {ReturnType<typeof makeImage>} image
 * @param {number} shift
 */
function tile(image, shift) {
  const data = new Uint8Array(4 * image.data.length);
  for (let pixel = 0; pixel < 4 * side * side; pixel++) {
    const x = (pixel + side - shift) % side;
    const from = ((Math.floor(pixel / (2 * side)) % side) * side + x) * 3;
    data.set(image.data.subarray(from, from + 3), pixel * 3);
  }
  return { width: 2 * side, height: 2 * side, data };
}
