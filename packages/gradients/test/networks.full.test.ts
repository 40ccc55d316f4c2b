import { readModel } from '@ventral/onnx';
import {
  describeReference,
  expectSlopes,
  referencePath,
  type SlopeSettings,
} from '@ventral/testing';
import { it } from 'vitest';

// Images of the size and the range that each was trained on.
const caffe: Partial<SlopeSettings> = { shape: [1, 3, 227, 227], noise: [0, 60] };
const tensorflow: Partial<SlopeSettings> = { shape: [1, 3, 224, 224], noise: [0, 0.5] };

describeReference('networks that were trained on ImageNet', 'weights/resnet18_pqf.onnx', () => {
  it.each<[string, Partial<SlopeSettings>]>([
    ['squeezenet1_0', caffe],
    ['squeezenet1_1', caffe],
    ['mobilenet_v1_0.25_128', { ...tensorflow, shape: [1, 3, 128, 128] }],
    ['mobilenet_v1_1.0_224', tensorflow],
    ['mobilenet_v2_1.0_224', tensorflow],
    ['resnet18_pqf', { shape: [1, 3, 224, 224] }],
  ])('%s slopes by its pixels as its logits change', async (name, settings) => {
    const model = await readModel(referencePath('weights', `${name}.onnx`));
    await expectSlopes(model, { value: 'logits', ...settings });
  });
});
