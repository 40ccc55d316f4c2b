// What renders images for longer than `npm test` may last.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProgressEvent, RunContext } from '@ventral/core';
import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { describe, expect, test } from 'vitest';
import { digestOf, digestOfImages, rounded } from './digests.ts';
import { simulatedContext } from './simulated-context.ts';

const context = simulatedContext();

// As of recordings: where one changes, so do scores.
test('choices are these, bit for bit', async () => {
  const simulation = await simulateVentral(
    { images: 1, fittingImages: 1, choiceImages: 4 },
    context,
  );
  const choices = await simulation.choose({ trials: 4 });
  expect({
    choiceImages: await digestOfImages(choices.stimuli),
    choices: digestOf(choices.trials),
    probabilities: digestOf(rounded(choices.truth.probabilities)),
  }).toEqual({
    choiceImages: 'fb28ac1b3b8126fd',
    choices: '93ac6d3761939f8e',
    probabilities: '5c38c084c1bea594',
  });
});

test('images are others for another seed', async () => {
  const one = await simulateVentral({ images: 1 }, context);
  const other = await simulateVentral({ images: 1, seed: 2 }, context);
  expect(other.stimuli.digest).not.toBe(one.stimuli.digest);
});

describe('the cache', () => {
  const few = { images: 1 };

  test('continues where a run was interrupted, and comes to the same images as another', async () => {
    const abort = new AbortController();
    const interrupted = {
      ...simulatedContext(),
      signal: abort.signal,
      report: ({ done }: ProgressEvent) => {
        if (done === 20) abort.abort();
      },
    };
    await expect(simulateVentral(few, interrupted)).rejects.toMatchObject({ code: 'INTERRUPTED' });
    const kept = await imageFiles(interrupted);
    expect(kept.length).toBeGreaterThan(15);
    expect(kept.length).toBeLessThan(64);
    const written = new Map<string, number>();
    for (const path of kept) written.set(path, (await stat(path)).mtimeMs);

    const again = { ...interrupted, signal: new AbortController().signal, report: () => {} };
    const { stimuli } = await simulateVentral(few, again);
    const other = await simulateVentral(few, context);
    expect(stimuli.digest).toBe(other.stimuli.digest);
    const [first, second] = [
      await other.stimuli.stimuli[7]!.load(),
      await stimuli.stimuli[7]!.load(),
    ];
    expect(second.data).toEqual(first.data);
    expect(await imageFiles(again)).toHaveLength(64);
    for (const [path, time] of written) expect((await stat(path)).mtimeMs).toBe(time);

    // A damaged file is told by its content, and rendered again.
    const [damaged] = kept;
    const whole = await readFile(damaged!);
    await writeFile(damaged!, whole.with(whole.length - 1, 255 - whole.at(-1)!));
    const mended = await simulateVentral(few, again);
    expect(mended.stimuli.digest).toBe(stimuli.digest);
    expect(await readFile(damaged!)).toEqual(whole);
  });
});

async function imageFiles({ cacheFolder }: RunContext): Promise<readonly string[]> {
  const folder = join(cacheFolder, 'files/simulated-ventral/renderer-1-seed-1');
  return (await readdir(folder)).map((name) => join(folder, name));
}
