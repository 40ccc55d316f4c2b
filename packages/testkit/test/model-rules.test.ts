import type { Stimulus, TextSpan } from '@ventral/arrays';
import {
  type ActivationBatch,
  defineModel,
  type ModelDescription,
  type OpenModel,
  throwIfInterrupted,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { createRunContext } from '@ventral/host';
import { checkModel } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { madeStimuli } from '../src/made-stimuli.ts';
import { modelRules } from '../src/model-rules.ts';
import { expectMutants } from './expect-mutants.ts';
import { pluginMutants } from './plugin-mutants.ts';
import { pin } from './sound-dataset.ts';
import { soundModel, soundOpen } from './sound-model.ts';

const context = createRunContext();
const change = (changes: Partial<ModelDescription>) => ({
  plugin: soundModel(changes),
  layer: undefined,
  context,
});
const opening = (changes: Partial<OpenModel>) =>
  change({ open: async () => ({ ...soundOpen, ...changes }) });
/** Looks as the sound model does, with each batch changed. */
const looking = (changeBatch: (batch: ActivationBatch) => ActivationBatch) =>
  opening({
    async *look(...given) {
      for await (const batch of soundOpen.look(...given)) yield changeBatch(batch);
    },
  });
const withValues = (changeValues: (values: Float32Array) => Float32Array) =>
  looking((batch) => {
    const values = batch.activations.get('pixel') ?? new Float32Array(0);
    return { ...batch, activations: new Map([['pixel', changeValues(values)]]) };
  });

describe('the rules of models', () => {
  const sound = change({});
  const [layer] = soundOpen.layers;
  let openings = 0;
  let isClosed = false;
  expectMutants(modelRules, sound, {
    ...pluginMutants(sound),
    'pins its files': [change({ files: [{ ...pin, path: '../weights' }] })],
    'states its field of view, if it looks': [
      change({ visualDegrees: 0 }),
      change({ stimuli: 'text' }),
    ],
    'names its layers, each once': [
      opening({ layers: [] }),
      opening({ layers: layer === undefined ? [] : [layer, layer] }),
    ],
    'has its candidate and committed layers among them': [
      opening({ candidateLayers: [] }),
      opening({ candidateLayers: ['pixels'] }),
      change({ regionLayers: { V4: 'pixels' } }),
    ],
    'looks at stimuli in order, and gives finite values of the stated shape': [
      looking((batch) => ({ ...batch, start: 0 })),
      looking((batch) => ({ ...batch, count: batch.count + 1 })),
      looking((batch) => ({ ...batch, activations: new Map() })),
      withValues((values) => values.map(() => Number.NaN)),
      opening({ layers: [{ name: 'pixel', operation: 'Slice', shape: [1, 4] }] }),
      opening({ async *look() {} }),
    ],
    'sees each stimulus by itself': [
      withValues((values) => values.map((value) => value / Math.max(...values))),
    ],
    'tells stimuli apart': [withValues((values) => values.map(() => 7))],
    'refuses a layer that it does not have': [
      opening({ look: (stimuli, _layers, run) => soundOpen.look(stimuli, ['pixel'], run) }),
    ],
    'keeps its digest from one opening to the next': [
      opening({ digest: '' }),
      change({ open: async () => ({ ...soundOpen, digest: String(openings++) }) }),
    ],
    'stops when it is interrupted': [
      opening({ look: (stimuli, layers) => soundOpen.look(stimuli, layers, context) }),
    ],
    'closes, and opens again': [
      opening({ [Symbol.asyncDispose]: () => Promise.reject(new Error('It does not close.')) }),
      change({
        async open() {
          if (isClosed) throw new Error('It is closed.');
          return {
            ...soundOpen,
            async [Symbol.asyncDispose]() {
              isClosed = true;
            },
          };
        },
      }),
    ],
  });
});

checkModel(soundModel(), { layer: 'pixel' });

describe('the rules of models of other stimuli', () => {
  const lengths = (stimuli: readonly Stimulus<TextSpan>[]) =>
    Promise.all(stimuli.map(async ({ load }) => (await load()).end));
  const reader = defineModel<TextSpan>({
    id: 'length',
    title: 'The length of a text',
    stimuli: 'text',
    files: [],
    open: async () => ({
      digest: soundOpen.digest,
      candidateLayers: soundOpen.candidateLayers,
      async *look(stimuli, [layer = ''], { signal }) {
        if (layer !== 'pixel') throw new VentralError('LAYER_NOT_FOUND', `There is no ${layer}.`);
        throwIfInterrupted(signal, 'before the first');
        const values = Float32Array.from(await lengths(stimuli), (end) => end);
        const activations = new Map([[layer, values]]);
        yield { start: 0, count: stimuli.length, activations };
      },
      layers: [{ name: 'pixel', operation: 'Length', shape: [1] }],
      async [Symbol.asyncDispose]() {},
    }),
  });

  it.each(Object.entries(modelRules))('a model of texts %s', async (_, rule) => {
    await rule({ plugin: reader, layer: undefined, context: createRunContext() });
  });

  it('need stimuli where nothing here makes them', async () => {
    const plugin = { ...reader, stimuli: 'sound' };
    const subject = { plugin, layer: undefined, context: createRunContext() };
    const rule = modelRules['tells stimuli apart']!;
    await expect(async () => rule(subject)).rejects.toThrow("of the kind 'sound'");
    const stimuli = madeStimuli('text', 7);
    await rule({ ...subject, stimuli });
  });
});
