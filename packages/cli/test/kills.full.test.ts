import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RandomState } from '@ventral/numerics';
import { parseRecord, type ScoreRecord } from '@ventral/scoring';
import { expect, test } from 'vitest';
import { networkPath, runCommand, temporaryFolder } from './run-command.ts';

const kills = 5;
const models = ['pixels', networkPath];

interface Command {
  readonly line: (folder: string) => readonly string[];
  readonly records: (folder: string) => readonly ScoreRecord[];
}

const shared = ['--preprocessing', 'torch'];

const commands: Readonly<Record<'score' | 'compare', Command>> = {
  score: {
    line: (folder) => [
      ...['score', networkPath, 'Gratings.V4.slow-pls', ...shared],
      ...['--cache', join(folder, 'cache'), '--output', join(folder, 'out/net.json')],
    ],
    records: (folder) => [readRecordIn(folder, 'net.json')],
  },
  compare: {
    line: (folder) => [
      ...['compare', 'Gratings.V4.slow-pls', ...models, ...shared],
      ...['--cache', join(folder, 'cache'), '--output', join(folder, 'out')],
    ],
    records: (folder) =>
      ['pixels.json', 'small_convnet.json'].map((name) => readRecordIn(folder, name)),
  },
};

function readRecordIn(folder: string, name: string): ScoreRecord {
  return parseRecord(JSON.parse(readFileSync(join(folder, 'out', name), 'utf8')));
}

function freshFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'out'));
  return folder;
}

/** Every file of a folder with the hash of its content. */
function contentOf(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => statSync(join(folder, path)).isFile()).sort();
  return Object.fromEntries(files.map((path) => [path, hashOf(join(folder, path))]));
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

test.each(Object.entries(commands))(
  '%s, killed at any moment again and again, ends as one that never was',
  async (name, { line, records }) => {
    const undisturbed = freshFolder();
    const start = performance.now();
    expect(await runCommand(line(undisturbed))).toMatchObject({ code: 0 });
    const wholeTime = performance.now() - start;

    const folder = freshFolder();
    const random = new RandomState(name.length);
    // Sooner, where it came to its end before: it finds what is done, or the machine has become faster.
    let longest = wholeTime;
    for (let killed = 0; killed < kills; ) {
      const killAfter = random.randomSample() * longest;
      const { code } = await runCommand(line(folder), { killAfter });
      // Of a killed process the code is null.
      if (code === null) killed += 1;
      else longest /= 2;
    }
    const last = await runCommand(line(folder));
    expect(last, last.stderr).toMatchObject({ code: 0 });

    const scores = records(folder).map(({ score }) => score);
    expect(scores).toEqual(records(undisturbed).map(({ score }) => score));
    expect(readdirSync(join(folder, 'out'))).toEqual(readdirSync(join(undisturbed, 'out')));
    // What a killed run left of itself is gone; what the cache holds is what it would have held. Kept
    // records tell their times.
    const [ours, theirs] = [folder, undisturbed].map((one) => {
      const files = Object.entries(contentOf(join(one, 'cache')));
      return files.map(([path, hash]) => (path.startsWith('memo') ? [path] : [path, hash]));
    });
    expect(ours).toEqual(theirs);
  },
);
