import { VentralError } from '@ventral/errors';
import type { CausalNetwork } from './causal-network.ts';
import { openCausalRun } from './causal-run.ts';

// Of what is said of a token when another stands behind it; a model that sees that says something else.
const tolerance = 1e-3;

/**
 * Requires that what a model says of a token does not depend on what stands behind it: a model that sees both sides,
 * such as BERT, has no surprisal.
 *
 * @throws VentralError `MODEL_INPUT_MISMATCH`
 */
export async function requireCausal(causal: CausalNetwork): Promise<void> {
  await using run = await openCausalRun(causal, [], true, 'cpu');
  // Ids that every vocabulary has.
  const [one = 0, other = 0] = [await readWith(2), await readWith(1)];
  if (Math.abs(one - other) <= tolerance * (1 + Math.abs(one))) return;
  throw new VentralError(
    'MODEL_INPUT_MISMATCH',
    `${causal.name} sees what stands behind a token: it predicts none from those before it alone.`,
    {
      hint: 'Take a causal language model, such as GPT or Llama; masked ones, such as BERT, read otherwise.',
    },
  );

  async function readWith(last: number) {
    const [reading] = await run.read([{ ids: Int32Array.of(0, 1, 0, last), from: 1 }]);
    return reading?.logProbabilities[0];
  }
}
