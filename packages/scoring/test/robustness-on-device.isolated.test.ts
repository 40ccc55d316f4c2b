import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgressEvent } from '@ventral/core';
import { encodePng } from '@ventral/images';
import { madeImage } from '@ventral/testing';
import { expect, it, vi } from 'vitest';
import type { onChosenDevice } from '../src/choose-device.ts';
import { networkPath, openFixture, temporaryFolder } from './project-fixture.ts';

const heard: ProgressEvent[] = [];
const report = (event: ProgressEvent) => void heard.push(event);
// As where a device was tried and left, with something to tell that run from others.
const chooses: typeof onChosenDevice = (run, _, work) =>
  run.choosesDevice
    ? work({ ...run, context: { ...run.context, report } }, ['Computed on the CPU.'])
    : work(run, []);
vi.mock('../src/choose-device.ts', () => ({
  onChosenDevice: (...args: Parameters<typeof onChosenDevice>) => chooses(...args),
}));

it('computes all scores of a network on the one device that was chosen for it', async () => {
  const images = join(temporaryFolder(), 'photos');
  for (let label = 0; label < 10; label++) {
    mkdirSync(join(images, String(label)), { recursive: true });
    writeFileSync(join(images, String(label), '0.png'), await encodePng(madeImage(label, 16, 16)));
  }
  const project = await openFixture();
  const { networks } = await project.studyRobustness({
    ...{ models: [networkPath], images, preprocessing: 'torch', missingParts: 'leave-out' },
    ...{ v1: 'Gratings.V4-pls', layer: 'relu2' },
  });
  expect(networks).toMatchObject([{ device: 'cpu', notes: ['Computed on the CPU.'] }]);
  expect(networks[0]?.v1?.value).toBeGreaterThan(0);
  expect(networks[0]?.v1?.notes).toBeUndefined();
  expect(heard.map(({ task }) => task)).toContainEqual(expect.stringMatching(/^Recording relu2/));
});
