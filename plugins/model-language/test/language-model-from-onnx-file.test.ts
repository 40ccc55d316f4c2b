import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/model-language';
import { describeReference, referencePath } from '@ventral/testing';
import { checkManifest, checkModel } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { languageModelFromOnnxFile } = plugin;

checkManifest(plugin);

describe('languageModelFromOnnxFile', () => {
  it('asks for a tokenizer', () => {
    expect(() => languageModelFromOnnxFile('gpt2.onnx', {})).toThrow(/gpt2.onnx is to read texts/);
  });

  it('says where there is no file, when it is opened', async () => {
    const model = languageModelFromOnnxFile('folder/gpt2.onnx', { tokenizer: 'tokenizer.json' });
    expect(model).toMatchObject({ id: 'gpt2', stimuli: 'text', files: [] });
    const opening = model.open(createRunContext());
    await expect(opening).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

describeReference('the contract', 'golden/human', () => {
  const tokenizer = referencePath('golden/human/tokenizer.json');
  checkModel(
    languageModelFromOnnxFile(referencePath('golden/human/stories260k.onnx'), { tokenizer }),
  );
});
