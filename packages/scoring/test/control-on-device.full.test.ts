import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ProgressEvent } from '@ventral/core';
import { encodePng } from '@ventral/images';
import { type ControlRequest, openProject } from '@ventral/scoring';
import { describeAdapter, madeImage } from '@ventral/testing';
import { expect, it } from 'vitest';
import { abortWhen, madeNetwork, projectFolder, temporaryFolder } from './project-fixture.ts';

const images = 40;

async function madePool(): Promise<string> {
  const pool = temporaryFolder();
  mkdirSync(join(pool, 'made'));
  for (let seed = 0; seed < images; seed++) {
    writeFileSync(join(pool, 'made', `${seed}.png`), await encodePng(madeImage(seed, 32, 32)));
  }
  return pool;
}

describeAdapter('a control on webgpu', () => {
  it('chooses from a pool what the CPU chooses, keeps predictions alone, and goes on with them', async () => {
    const [cacheFolder, pool] = [temporaryFolder(), await madePool()];
    const project = await openProject(projectFolder, { cacheFolder, offline: true });
    const request: ControlRequest = {
      ...{ model: madeNetwork(), preprocessing: 'torch', layer: 'relu' },
      ...{ benchmark: 'Gratings.V4.asked-pls', aim: 'one-hot', images: 0, pool },
    };
    const device = 'webgpu' as const;
    const isOfPool = ({ task }: ProgressEvent) => task.startsWith('Recording readout of relu');
    const interrupted = abortWhen((event) => isOfPool(event) && event.done === 32);
    await expect(project.control(request, { ...interrupted, device })).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
    const heard: ProgressEvent[] = [];
    const onProgress = (event: ProgressEvent) => heard.push(event);
    const onDevice = await project.control(request, { onProgress, device });
    expect(heard.filter(isOfPool).map(({ done }) => done)).toEqual([32, images]);
    const kept = join(cacheFolder, 'activations');
    const sizes = readdirSync(kept, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.npy'))
      .map((name) => [
        basename(name).split('-').slice(0, -1).join('-'),
        statSync(join(kept, name)).size,
      ]);
    const bytes = Object.fromEntries(sizes);
    expect(Object.keys(bytes).sort()).toEqual(['readout-of-relu', 'relu']);
    // Of the pool, six sites an image and a header; of the 60 images that were recorded, 8 x 15 x 15 values.
    expect(bytes['readout-of-relu']).toBeLessThan(images * 6 * 4 + 300);
    expect(bytes.relu).toBeGreaterThan(60 * 8 * 15 * 15 * 4);
    const onCpu = await project.control(request, { device: 'cpu' });
    expect(onDevice.targets).toHaveLength(6);
    for (const [at, { chosen }] of onCpu.targets.entries()) {
      const found = onDevice.targets[at]!.chosen;
      expect(found.map(({ stimulus }) => stimulus)).toEqual(chosen.map(({ stimulus }) => stimulus));
      for (const [place, { predicted }] of chosen.entries()) {
        const scale = Math.max(...predicted.map(Math.abs));
        for (const [site, response] of predicted.entries()) {
          const distance = Math.abs(found[place]!.predicted[site]! - response);
          expect(distance / scale).toBeLessThan(1e-4);
        }
      }
    }
  });
});
