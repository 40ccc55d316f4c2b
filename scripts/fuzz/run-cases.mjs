// @ts-check
/**
 * Runs cases of one reader, in a process that may be ended: `run-cases.mjs READER SEED FIRST END FOLDER`.
 * Tells its parent of each case before and after.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isVentralError } from '../../packages/errors/dist/index.js';
import { RandomState } from '../../packages/numerics/dist/index.js';
import { mutate } from './mutate.mjs';

/**
 * @typedef {object} Reader
 * @property {(folder: string) => Promise<Readonly<Record<string, Uint8Array>>>} samples valid files by name;
 * the folder is for what reading them needs beside them
 * @property {(path: string, folder: string) => Promise<void>} read
 *
 * @typedef {{ begun: number }} Begun
 * @typedef {{ done: number, outcome: string, problem?: string }} Done `outcome`: `read`, or a code
 */

const mostBytes = 1e9;
// What JavaScript says of code that went wrong: an error with a code may not just pass it on.
const raw =
  /Cannot (read|set) propert|is not (a function|a constructor|iterable|defined|an object)/;
const [name = '', seed = '', first = '', end = '', folder = ''] = process.argv.slice(2);
const { read, samples } = /** @type {Reader} */ (await import(`./readers/${name}.mjs`));
await mkdir(folder, { recursive: true });
const files = Object.entries(await samples(folder));
await writeWhole();
// A reader that refuses whole files would pass every case.
for (const [file] of files) await read(join(folder, file), folder);

for (let number = Number(first); number < Number(end); number++) {
  const dice = diceOf(number);
  const [file, bytes] = dice.pick(files);
  const path = join(folder, file);
  await writeWhole();
  await writeFile(path, mutate(bytes, dice.pick(files)[1], dice));
  tell({ begun: number });
  const before = process.memoryUsage().rss;
  const highest = process.resourceUsage().maxRSS;
  const outcome = await outcomeOf(path);
  const { maxRSS } = process.resourceUsage();
  const grew = maxRSS > highest ? maxRSS * 1024 - before : 0;
  const memory = grew > mostBytes ? { problem: `took ${(grew / 1e9).toFixed(1)} GB` } : {};
  tell({ done: number, ...outcome, ...memory });
}
process.disconnect?.();
// Threads of libraries would keep it alive.
process.exit();

async function writeWhole() {
  for (const [file, bytes] of files) await writeFile(join(folder, file), bytes);
}

/**
 * @param {string} path
 * @returns {Promise<Omit<Done, 'done'>>}
 */
async function outcomeOf(path) {
  try {
    await read(path, folder);
    return { outcome: 'read' };
  } catch (error) {
    if (isVentralError(error) && !raw.test(error.message)) return { outcome: error.code };
    return {
      outcome: 'failed',
      problem: error instanceof Error ? (error.stack ?? '') : `${error}`,
    };
  }
}

/**
 * The same for a case whichever others are run.
 *
 * @param {number} number
 * @returns {import('./mutate.mjs').Dice}
 */
function diceOf(number) {
  const digest = createHash('sha256').update(`${name} ${seed} ${number}`).digest();
  const random = new RandomState(digest.readUInt32LE());
  const below = (/** @type {number} */ count) => Math.floor(random.randomSample() * count);
  return {
    below,
    pick: (items) => /** @type {(typeof items)[number]} */ (items[below(items.length)]),
  };
}

/** @param {Begun | Done} message */
function tell(message) {
  process.send?.(message);
}
