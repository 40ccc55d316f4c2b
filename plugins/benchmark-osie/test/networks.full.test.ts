import { benchmarks } from '@ventral/benchmark-osie';
import type { Benchmark } from '@ventral/core';
import { createRunContext, modelCandidate } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { networkModel } from '@ventral/network';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';

const [saliency] = benchmarks as [Benchmark];

describeReference('a network of ImageNet', 'data/xu2014-osie-human-gaze', () => {
  it('decides by what people look at less than they agree, as was measured', async () => {
    const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
    const model = networkModel({
      id: 'squeezenet1_1',
      title: 'SqueezeNet 1.1',
      network: referencePath('weights/squeezenet1_1.onnx'),
      preprocessing: preprocessings.caffe,
    });
    await using open = await model.open(context);
    const candidate = modelCandidate({ model, open, layers: 'logits' }, context);
    const score = await saliency.score(candidate, context);
    expect(score.raw.value).toBeCloseTo(0.159, 2);
    expect(score.ceiling).toBeCloseTo(0.88, 2);
  });
});
