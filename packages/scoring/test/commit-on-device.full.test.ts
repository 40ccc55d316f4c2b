import { describeAdapter } from '@ventral/testing';
import { expect, it } from 'vitest';
import { madeNetwork, openFixture } from './project-fixture.ts';

describeAdapter('a layer that is committed', () => {
  it('says the device that its layers were scored on, where that is not the CPU', async () => {
    const project = await openFixture();
    const request = {
      ...{ model: madeNetwork(), preprocessing: 'torch', layers: ['conv', 'relu'] },
      on: { V4: 'Gratings.V4-pls' },
    };
    const { map: onCpu } = await project.commit(request, { device: 'cpu' });
    const { map: onDevice } = await project.commit(request, { device: 'webgpu' });
    const { score, ...chosen } = onCpu.regions.V4!;
    expect(Object.keys(chosen)).toEqual(['layer', 'benchmark', 'scoreVersion']);
    expect(onDevice.regions.V4).toEqual({
      ...chosen,
      score: expect.closeTo(score, 4),
      device: 'webgpu',
      adapter: {
        name: expect.stringContaining('SwiftShader'),
        driver: 'libvk_swiftshader.so',
        isSoftware: true,
      },
    });
  });
});
