import type { RandomStream } from '../src/random-stream.ts';

/** Estimates and replicates of models whose errors correlate, as models that share stimuli have. */
export function simulate(
  random: RandomStream,
  truth: readonly number[],
  { correlation, draws }: { readonly correlation: number; readonly draws: number },
) {
  const errors = () => {
    const shared = random.normal();
    return truth.map(
      () => Math.sqrt(correlation) * shared + Math.sqrt(1 - correlation) * random.normal(),
    );
  };
  const ofSample = errors();
  const estimates = truth.map((value, model) => value + ofSample[model]!);
  const drawn = Array.from({ length: draws }, errors);
  const replicates = estimates.map((value, model) => drawn.map((error) => value + error[model]!));
  return { estimates, replicates };
}
