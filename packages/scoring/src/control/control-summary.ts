import type { ResponseAim } from '@ventral/core';
import { meanInterval } from '@ventral/statistics';
import type { ControlEstimate, ControlTarget, ShownStimulus } from './control-record.ts';

/**
 * What targets come to together: a mean over them with a 95 % interval, by Student's t.
 *
 * Values are, of `stretch`, responses in standard deviations from the mean; of `one-hot`, the probability that
 * a softmax over the sites gives to the one that is to stand out; of `pattern`, the root of the mean squared
 * difference over sites, where less is better. Factors are of true responses, as geometric means.
 */
export function summarizeControl(
  aim: ResponseAim,
  targets: readonly ControlTarget[],
  sites: readonly unknown[],
): Readonly<Record<string, ControlEstimate>> {
  const asRead = (value: number) => {
    if (aim === 'one-hot') return Math.exp(value);
    return aim === 'pattern' ? Math.sqrt((-2 * value) / sites.length) : value;
  };
  const valuesOf = (some: readonly ShownStimulus[]) =>
    some.flatMap(({ value }) => (value === undefined ? [] : [asRead(value)]));
  const all: [name: string, of: (target: ControlTarget) => number][] = [
    ['synthesized', ({ synthesized }) => mean(valuesOf(synthesized))],
    [
      'synthesized, as predicted',
      (one) => mean(one.synthesized.map((x) => asRead(x.predictedValue))),
    ],
    ['chosen', ({ chosen }) => mean(valuesOf(chosen))],
    ['chosen, as predicted', (one) => mean(one.chosen.map((x) => asRead(x.predictedValue)))],
    ['best natural', ({ natural }) => mean(valuesOf([natural.best]))],
    ['mean natural', ({ natural }) => asRead(natural.mean)],
    ['best query', ({ queries }) => mean(valuesOf(queries ? [queries.best] : []))],
    ['mean query', ({ queries }) => asRead(queries?.mean ?? Number.NaN)],
  ];
  const summary: Record<string, ControlEstimate> = {};
  for (const [name, of] of all) {
    const found = estimate(targets.map(of));
    if (found !== undefined) summary[name] = found;
  }
  if (aim !== 'stretch') return summary;
  for (const than of ['natural', 'queries'] as const) {
    const logarithms = targets.map(({ goals, synthesized, [than]: control }) => {
      const site = goals.indexOf(1);
      const rates = synthesized.map((one) => one.true?.[site] ?? Number.NaN);
      return Math.log(mean(rates) / (control?.best.true?.[site] ?? Number.NaN));
    });
    const found = estimate(logarithms);
    if (found === undefined) continue;
    const { interval: [low, high] = [] } = found;
    summary[`factor over best ${than === 'natural' ? 'natural' : 'query'}`] = {
      mean: Math.exp(found.mean),
      ...(low !== undefined && high !== undefined && { interval: [Math.exp(low), Math.exp(high)] }),
      targets: found.targets,
    };
  }
  return summary;
}

/** Absent where a value is. */
function estimate(values: readonly number[]): ControlEstimate | undefined {
  if (values.length === 0 || !values.every(Number.isFinite)) return undefined;
  return { ...meanInterval(values), targets: values.length };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
