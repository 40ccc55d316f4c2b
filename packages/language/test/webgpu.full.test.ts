import { createRunContext } from '@ventral/host';
import { languageModel } from '@ventral/language';
import { describeAdapter, describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';

const context = createRunContext({ device: 'webgpu' });

describeReference('a language model of 260,000 parameters', 'golden/human', () => {
  describeAdapter('on webgpu', () => {
    it('says which operators the device takes', async () => {
      const model = languageModel({
        id: 'stories260k',
        title: 'stories260K',
        network: referencePath('golden/human/stories260k.onnx'),
        tokenizer: referencePath('golden/human/tokenizer.json'),
      });
      await using open = await model.open(context);
      const places = await open.placeOperators!(context);
      const products = [...places.values()].filter(({ operation }) => operation === 'MatMul');
      expect(products.length).toBeGreaterThan(10);
      expect(new Set(products.map(({ device }) => device))).toEqual(new Set(['webgpu']));
      const [state] = open.candidateLayers;
      expect(places.get(state as string)?.device).toBe('webgpu');
    });
  });
});
