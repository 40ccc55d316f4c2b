import { createRunContext } from '@ventral/host';
import { stories260k } from '@ventral/model-stories260k';
import { collectActivations, describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';
import { goldenWords, spansOf, worstOf } from './golden-language.ts';

describeReference('stories260k on Natural Stories', 'golden/human', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });

  it('finds the words of five stories as surprising as the reference', async () => {
    const words = goldenWords();
    await using model = await stories260k.open(context);
    const found = await collectActivations(model, spansOf(words), ['surprisal'], context);
    const nats = found.get('surprisal')!.map((bits) => bits * Math.LN2);
    expect(nats).toHaveLength(5201);
    expect(
      worstOf(
        nats,
        words.map(({ natsA }) => natsA),
      ),
    ).toBeLessThan(1e-3);
  });
});
