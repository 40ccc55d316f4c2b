// @ts-check
/** Surprisal of the words of ten stories by a small Llama, beside PyTorch: side by side, and word by word. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTokenizer } from '../../packages/language/dist/index.js';
import { median } from './median.mjs';
import { referenceFolder, runBaseline } from './python.mjs';

const rounds = 3;
/** The loop takes every so many words. */
const every = 50;
const data = join(referenceFolder, 'data');
const storiesFile = join(data, 'futrell2018-natural-stories/naturalstories_RTS/all_stories.tok');
const weights = join(data, 'stories260k-llama2/stories260K.bin');
const tokenizer = join(referenceFolder, 'golden/human/tokenizer.json');

/** @returns {Promise<string[][]>} rows of the table */
export async function benchLanguage() {
  const what = 'Surprisal of 10,256 words of ten stories, stories260k';
  if (![storiesFile, weights, tokenizer].every(existsSync)) {
    return [[what, 'the reference material is not available', '', '', '']];
  }
  const folder = mkdtempSync(join(tmpdir(), 'ventral-bench-'));
  try {
    const texts = readStories();
    writeFileSync(join(folder, 'words.json'), JSON.stringify({ mirror: data, texts }));
    writeFileSync(join(folder, 'ids.json'), JSON.stringify(tokensOf(texts)));
    const ours = [];
    const theirs = [];
    for (let round = 0; round < rounds; round++) {
      const args = [weights, every, availableParallelism()].map(String);
      const printed = runBaseline('language_torch.py', args, folder);
      if (printed === undefined) return [[what, '', 'PyTorch is not available', '', '']];
      theirs.push(numbers(printed));
      ours.push(runOwn(folder));
    }
    // Stories ten times as long, as texts of their own.
    const longer = texts.map((text) => Array(10).fill(text).join(' '));
    writeFileSync(join(folder, 'words.json'), JSON.stringify({ mirror: data, texts: longer }));
    rmSync(join(folder, 'bits.npy'));
    const memory = runOwn(folder)[2] ?? 0;
    const at = (/** @type {number[][]} */ of, /** @type {number} */ index) =>
      median(of.map((one) => one[index] ?? 0));
    const [own, together, alone] = [at(ours, 0), at(theirs, 0), at(theirs, 1)];
    const same = `yes: to ${at(ours, 1).toExponential(0)} bits`;
    return [
      [
        what,
        `${own.toFixed(1)} s`,
        `${together.toFixed(1)} s (PyTorch, windows side by side)`,
        `${(together / own).toFixed(1)} x`,
        same,
      ],
      [
        'the same',
        '',
        `${alone.toFixed(0)} s (PyTorch, word by word)`,
        `${(alone / own).toFixed(0)} x`,
        '',
      ],
      [
        'memory of the same, and of texts ten times as long',
        `${at(ours, 2).toFixed(2)} GB, ${memory.toFixed(2)} GB`,
        '',
        '',
        '',
      ],
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} folder */
function runOwn(folder) {
  const script = join(import.meta.dirname, 'language-run.mjs');
  const own = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  if (own.status !== 0) throw new Error(own.stderr);
  return numbers(own.stdout);
}

/** @returns {string[]} */
function readStories() {
  const [, ...lines] = readFileSync(storiesFile, 'utf8').trim().split('\n');
  /** @type {string[][]} */
  const stories = [];
  for (const line of lines) {
    const [word = '', , story] = line.trim().split('\t');
    const index = Number(story) - 1;
    stories[index] = [...(stories[index] ?? []), word];
  }
  return stories.map((words) => words.join(' '));
}

/**
 * Tokens of the texts, and of each word its text, its first token and its last.
 *
 * @param {readonly string[]} texts
 */
function tokensOf(texts) {
  const { encode } = makeTokenizer(JSON.parse(readFileSync(tokenizer, 'utf8')), 'the tokenizer');
  const encoded = texts.map((text) => encode(text, 'a story'));
  const words = encoded.flatMap(({ starts }, number) => {
    const text = texts[number] ?? '';
    // A word begins with the space before it.
    const firsts = [...starts.keys()].filter(
      (token) => token === 1 || (token > 1 && text[starts[token] ?? 0] === ' '),
    );
    return firsts.map((first, index) => [number, first, (firsts[index + 1] ?? starts.length) - 1]);
  });
  return { texts: encoded.map(({ ids }) => [...ids]), words };
}

/** @param {string} printed */
function numbers(printed) {
  return printed.trim().split(/\s+/).map(Number);
}
