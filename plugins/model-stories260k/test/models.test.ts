import { readFileSync } from 'node:fs';
import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/model-stories260k';
import { describeReference, referencePath } from '@ventral/testing';
import { checkManifest, checkModel } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { readLlama } from '../src/llama.ts';
import { readLlamaTokenizer } from '../src/llama-tokenizer.ts';
import { randomLlama } from '../src/random-llama.ts';
import { storiesShape } from '../src/stories-shape.ts';

checkManifest(plugin);

describe('files of llama2.c', () => {
  it('are refused where they are cut short', () => {
    expect(() => readLlama(new Uint8Array(10))).toThrow(/The weights of a Llama are 10 bytes/);
    expect(() => readLlamaTokenizer(Uint8Array.of(0, 0, 0, 0, 1, 2, 3))).toThrow(
      /The pieces of the tokenizer end within number 0/,
    );
  });
});

const small = { ...storiesShape, layers: 1, vocabulary: 128, context: 8 };

describe('randomLlama', () => {
  it('is the same for a seed, and as spread as it says', () => {
    const [one, same, other] = [0, 0, 1].map((seed) => randomLlama(small, seed));
    expect(one).toEqual(same);
    expect(one!.embedding).not.toEqual(other!.embedding);
    const { embedding } = one!;
    const variance = embedding.reduce((sum, value) => sum + value ** 2, 0) / embedding.length;
    expect(Math.sqrt(variance)).toBeCloseTo(0.02, 3);
  });
});

describeReference('the contract', 'data/stories260k-llama2', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  checkModel(plugin.stories260k, { context });
  checkModel(plugin.stories260kRandom, { context });

  it('has the shape and the angles of the published weights', () => {
    const bytes = readFileSync(referencePath('data/stories260k-llama2/stories260K.bin'));
    const { shape, cosines, sines } = readLlama(bytes);
    expect(shape).toEqual(storiesShape);
    const drawn = randomLlama(storiesShape, 0);
    for (const [at, cosine] of cosines.entries()) {
      expect(drawn.cosines[at]).toBeCloseTo(cosine, 4);
      expect(drawn.sines[at]).toBeCloseTo(sines[at]!, 4);
    }
  });
});
