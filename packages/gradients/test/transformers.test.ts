import { readModel } from '@ventral/onnx';
import { describeReference, expectSlopes, referencePath } from '@ventral/testing';
import { it } from 'vitest';

describeReference('small vision transformers', 'golden/gradients/ops/net_vit', () => {
  it.each(['net_vit', 'net_vit_opset17'])('%s slopes by its pixels', async (name) => {
    const model = await readModel(referencePath('golden/gradients/ops', name, 'model.onnx'));
    await expectSlopes(model, { value: 'y' });
  });
});
