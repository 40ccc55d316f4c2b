import { readFileSync } from 'node:fs';
import { createRunContext } from '@ventral/host';
import { buildModel, openSession } from '@ventral/onnx';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';
import { readLlama } from '../src/llama.ts';
import { llamaGraph } from '../src/llama-graph.ts';
import { readLlamaTokenizer } from '../src/llama-tokenizer.ts';

describeReference('a', 'golden/human', () => {
  it('tok', () => {
    const made = readLlamaTokenizer(
      readFileSync(referencePath('data/stories260k-llama2/tok512.bin')),
    );
    const golden = JSON.parse(readFileSync(referencePath('golden/human/tokenizer.json'), 'utf8'));
    expect(made).toEqual(golden);
  });
  it('net', async () => {
    const graph = llamaGraph(
      readLlama(readFileSync(referencePath('data/stories260k-llama2/stories260K.bin'))),
    );
    await using own = await openSession(buildModel(graph));
    await using golden = await openSession(
      readFileSync(referencePath('golden/human/stories260k.onnx')),
    );
    const ids = BigInt64Array.from(
      [1, 403, 407, 261, 378, 432, 383, 286, 261, 376, 298, 315].map(BigInt),
    );
    const feeds = { input_ids: { type: 'int64', shape: [1, 12], values: ids } } as const;
    const [a, b] = [await own.run(feeds), await golden.run(feeds)];
    for (const name of Object.keys(b)) {
      const [x, y] = [a[name]!.values as Float32Array, b[name]!.values as Float32Array];
      console.log(name, x.length, y.length, Math.max(...x.map((v, i) => Math.abs(v - y[i]!))));
    }
  });
});
