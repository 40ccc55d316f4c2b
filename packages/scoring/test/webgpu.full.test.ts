import { join } from 'node:path';
import type { ProgressEvent } from '@ventral/core';
import { openProject, type Project, type ScoreRecord } from '@ventral/scoring';
import { describeAdapter, describeReference, referencePath } from '@ventral/testing';
import { beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from './project-fixture.ts';

const network = 'data/vnncomp2021-networks/cifar10_small.onnx';
const model = referencePath(network);
const request = {
  model,
  benchmark: 'Cowley2023.V4.210305-pls',
  layer: 'sequential/conv2d_1/Relu:0',
  preprocessing: 'torch',
};

/** Every number of a record's score. */
function numbersOf({ score: { value, spread, raw } }: ScoreRecord): readonly number[] {
  const all = [raw.perSplit, raw.perNeuroid].flatMap((values) => [...(values ?? [])]);
  return [value, spread ?? 0, ...all.map(Number)];
}

describeReference('a score on recordings', network, () => {
  describeAdapter('on webgpu, beside the CPU', () => {
    let project: Project;
    let onCpu: ScoreRecord;
    let onDevice: ScoreRecord;
    /** How many images the second score had shown the network, each time it said so. */
    const shown: number[] = [];
    beforeAll(async () => {
      // The repository is a project, whose plugins are all of them.
      project = await openProject(join(import.meta.dirname, '../../..'), {
        cacheFolder: temporaryFolder(),
        mirrors: [referencePath('data')],
        offline: true,
      });
      onCpu = await project.score(request, { device: 'cpu' });
      const onProgress = ({ task, done, unit }: ProgressEvent) => {
        if (task.startsWith('Recording') && unit === 'images') shown.push(done);
      };
      onDevice = await project.score(request, { device: 'webgpu', onProgress });
    });

    it('is equal to 1e-4, in every number', () => {
      const [expected, found] = [numbersOf(onCpu), numbersOf(onDevice)];
      expect(expected.length).toBeGreaterThan(70);
      expect(expected[0]).toBeGreaterThan(0.4);
      const distances = expected.map((value, index) => Math.abs(value - found[index]!));
      expect(Math.max(...distances)).toBeLessThan(1e-4);
    });

    it('names the adapter and its driver', () => {
      expect(onCpu.device).toBe('cpu');
      expect(onCpu.adapter).toBeUndefined();
      expect(onDevice.device).toBe('webgpu');
      expect(onDevice.adapter).toEqual({
        name: expect.stringContaining('SwiftShader'),
        driver: 'libvk_swiftshader.so',
        isSoftware: true,
      });
    });

    it('is computed on the device, whatever the CPU left in the cache', () => {
      expect(shown.at(-1)).toBe(400);
    });

    it('is verified on the CPU, which says within what it is equal', async () => {
      const verification = await project.verify({
        record: onDevice,
        model,
        device: 'cpu',
      });
      expect(verification).toMatchObject({ verdict: 'equal', numbers: 'equal within tolerance' });
      expect(verification.largestDistance).toBeGreaterThan(0);
      expect(Number(verification.equalWithin)).toBeLessThanOrEqual(1e-4);
    });
  });
});
