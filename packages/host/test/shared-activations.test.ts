import type { ProgressEvent, RunContext, SharedFiles } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { recordActivations } from '@ventral/host';
import { activationsOf, brightnessModel, makeFolder, someStimuli } from '@ventral/testing';
import { expect, it } from 'vitest';
import { contextIn, images, valuesOf } from './recordings.ts';

async function record(sharedActivations: SharedFiles, settings: Partial<RunContext> = {}) {
  await using cache = await makeFolder();
  const tasks: string[] = [];
  const report = ({ task }: ProgressEvent) => tasks.push(task);
  const context = contextIn(cache, { report, ...settings, sharedActivations });
  const recorded = await recordActivations(brightnessModel(), someStimuli(6), ['late'], context);
  expect(await valuesOf(recorded, 'late')).toEqual(activationsOf(images(6), 5));
  return tasks;
}

it('records all the same where what is shared cannot be reached, and says so', async () => {
  const fail = () => Promise.reject(new VentralError('STORE_UNUSABLE', 'The store is gone.'));
  const tasks = await record({ fetch: fail, add: fail, remove: fail });
  const said = 'Activations are not shared: The store is gone.';
  expect(tasks.filter((task) => task === said)).toHaveLength(2);
});

it('neither fetches nor puts where a model is run once more', async () => {
  const asked: string[] = [];
  const hear = async (name: string) => asked.push(name) < 0;
  const shared = { fetch: hear, add: hear, remove: async () => {} };
  await record(shared, { renewal: {} });
  expect(asked).toEqual([]);
  await record(shared);
  expect(asked).toHaveLength(2);
});
