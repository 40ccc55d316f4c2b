import type { StimulusKind } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';

/**
 * Refuses to show a model what it cannot take.
 *
 * @param shown what is to be shown: a set of stimuli, or the benchmark that shows it
 * @throws VentralError `STIMULI_UNSUITABLE` naming both kinds
 */
export function requireStimulusKind(
  model: { readonly id: string; readonly stimuli?: StimulusKind },
  shown: { readonly id: string; readonly kind?: StimulusKind | undefined },
): void {
  const { stimuli: taken = 'image' } = model;
  const { kind = 'image' } = shown;
  if (taken === kind) return;
  throw new VentralError(
    'STIMULI_UNSUITABLE',
    `${model.id} takes ${stimulusNoun(taken)}; ${shown.id} shows ${stimulusNoun(kind)}.`,
    {
      hint:
        kind === 'text'
          ? 'Score a model of language; a model file becomes one with --tokenizer tokenizer.json.'
          : `Score it on a benchmark with ${stimulusNoun(taken)}: ventral list --kind benchmark.`,
    },
  );
}

/** What several stimuli of a kind are called: `images`, `texts`, or the kind's own word and `stimuli`. */
export function stimulusNoun(kind: StimulusKind = 'image'): string {
  return kind === 'image' || kind === 'text' ? `${kind}s` : `${kind} stimuli`;
}
