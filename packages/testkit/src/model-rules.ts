import type { Stimulus } from '@ventral/arrays';
import type { Model, OpenModel, RunContext } from '@ventral/core';
import { layersOfChoice } from '@ventral/host';
import { expect } from 'vitest';
import { madeStimuli } from './made-stimuli.ts';
import { pluginRules } from './plugin-rules.ts';
import { requirePinnedFiles } from './require-pinned-files.ts';
import type { Rules } from './rules.ts';

/** A model, and how it is tried. */
export interface ModelSubject {
  readonly plugin: Model;
  /** The layer to read; the first candidate where it is not named. */
  readonly layer: string | undefined;
  readonly context: RunContext;
  /** What it is shown; made images or texts where nothing is named. */
  readonly stimuli?: readonly Stimulus<unknown>[] | undefined;
}

/** What is asked of a model. */
export const modelRules: Rules<ModelSubject> = {
  ...pluginRules('model'),

  'pins its files': ({ plugin }) => requirePinnedFiles(plugin.files),

  'states its field of view, if it looks': ({ plugin }) => {
    if (plugin.stimuli === 'image') expect(plugin.visualDegrees).toBeGreaterThan(0);
    else expect(plugin.visualDegrees).toBeUndefined();
  },

  'names its layers, each once': async ({ plugin, context }) => {
    await using model = await plugin.open(context);
    const names = namesOf(model);
    expect(names.length).toBeGreaterThan(0);
    expect([...new Set(names)]).toEqual(names);
  },

  'has its candidate and committed layers among them': async ({ plugin, context }) => {
    await using model = await plugin.open(context);
    expect(model.candidateLayers.length).toBeGreaterThan(0);
    const committed = Object.values(plugin.regionLayers ?? {}).flatMap((choice) =>
      layersOfChoice(choice, namesOf(model)),
    );
    for (const name of [...model.candidateLayers, ...committed]) {
      expect(namesOf(model)).toContain(name);
    }
  },

  'looks at stimuli in order, and gives finite values of the stated shape': async (subject) => {
    await using model = await subject.plugin.open(subject.context);
    const name = layerOf(model, subject);
    const { shape = [] } = model.layers.find((layer) => layer.name === name) ?? {};
    const stimuli = stimuliOf(subject);
    const rows = await activationsOf(model, stimuli, name, subject.context);
    expect(rows.length).toBe(stimuli.length);
    for (const row of rows) {
      expect(row.length).toBe(rows[0]?.length);
      expect(row.every(Number.isFinite), 'finite activations').toBe(true);
      if (shape.includes(undefined)) continue;
      expect(row.length).toBe(shape.reduce<number>((product, size = 1) => product * size, 1));
    }
  },

  'sees each stimulus by itself': async (subject) => {
    await using model = await subject.plugin.open(subject.context);
    const name = layerOf(model, subject);
    const stimuli = stimuliOf(subject);
    const together = await activationsOf(model, stimuli, name, subject.context);
    for (const index of [0, stimuli.length - 1]) {
      const one = stimuli.slice(index, index + 1);
      const [alone] = await activationsOf(model, one, name, subject.context);
      expect(largestDifference(alone, together[index])).toBeLessThan(1e-4);
    }
  },

  'tells stimuli apart': async (subject) => {
    await using model = await subject.plugin.open(subject.context);
    const [first, second] = await activationsOf(
      model,
      stimuliOf(subject),
      layerOf(model, subject),
      subject.context,
    );
    expect(largestDifference(first, second)).toBeGreaterThan(0);
  },

  'refuses a layer that it does not have': async (subject) => {
    const { plugin, context } = subject;
    await using model = await plugin.open(context);
    const looking = activationsOf(model, stimuliOf(subject), 'no such layer', context);
    await expect(looking).rejects.toMatchObject({ code: 'LAYER_NOT_FOUND' });
  },

  'keeps its digest from one opening to the next': async ({ plugin, context }) => {
    await using first = await plugin.open(context);
    await using second = await plugin.open(context);
    expect(first.digest).toMatch(/\S/);
    expect(second.digest).toBe(first.digest);
  },

  'stops when it is interrupted': async (subject) => {
    await using model = await subject.plugin.open(subject.context);
    const interrupted = { ...subject.context, signal: AbortSignal.abort() };
    const shown = stimuliOf(subject);
    const looking = activationsOf(model, shown, layerOf(model, subject), interrupted);
    await expect(looking).rejects.toMatchObject({ code: 'INTERRUPTED' });
  },

  'closes, and opens again': async (subject) => {
    const first = await subject.plugin.open(subject.context);
    await first[Symbol.asyncDispose]();
    await using second = await subject.plugin.open(subject.context);
    const one = stimuliOf(subject).slice(0, 1);
    const rows = await activationsOf(second, one, layerOf(second, subject), subject.context);
    expect(rows).toHaveLength(1);
  },
};

function stimuliOf({ plugin, stimuli }: ModelSubject): readonly Stimulus<unknown>[] {
  return stimuli ?? madeStimuli(plugin.stimuli, 7);
}

function namesOf({ layers }: OpenModel<unknown>): readonly string[] {
  return layers.map(({ name }) => name);
}

function layerOf({ candidateLayers }: OpenModel<unknown>, { layer }: ModelSubject): string {
  return layer ?? candidateLayers[0] ?? '';
}

/** The activations of each stimulus, as the batches bring them. */
async function activationsOf(
  model: OpenModel<unknown>,
  shown: readonly Stimulus<unknown>[],
  layer: string,
  context: RunContext,
): Promise<readonly Float32Array[]> {
  const rows: Float32Array[] = [];
  for await (const { start, count, activations } of model.look(shown, [layer], context)) {
    expect(start, 'the start of the next batch').toBe(rows.length);
    const values = activations.get(layer) ?? new Float32Array(0);
    expect(values, 'activations of the layer').toBeInstanceOf(Float32Array);
    const width = values.length / count;
    expect(width, 'features of a stimulus').toSatisfy(Number.isInteger);
    for (let row = 0; row < count; row++) rows.push(values.slice(row * width, (row + 1) * width));
  }
  return rows;
}

/** Relative to the largest of the values. */
function largestDifference(a?: Float32Array, b?: Float32Array): number {
  if (a === undefined || b === undefined || a.length !== b.length) return Number.POSITIVE_INFINITY;
  let [difference, scale] = [0, 1e-30];
  for (const [index, value] of a.entries()) {
    difference = Math.max(difference, Math.abs(value - (b[index] as number)));
    scale = Math.max(scale, Math.abs(value));
  }
  return difference / scale;
}
