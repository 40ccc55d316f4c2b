import type { Benchmark } from '@ventral/core';
import { loadPlugin, type PluginIndex } from '@ventral/host';
import type { ScoreRecord } from './record.ts';

/** A metric as far as its options are concerned. */
interface WithOptions {
  readonly options: NonNullable<Benchmark['metric']>['options'];
}

const mostWork = 10;
const mostLayers = 1000;

/**
 * What a record asks to compute beyond what its benchmark does by itself, as a sentence: counts among the
 * options of the metric (splits, epochs, sizes), and layers.
 *
 * @param benchmark address of the one that scores
 * @param metric address of a metric other than the benchmark's own
 * @returns undefined where it is at most ten times as much
 */
export async function excessOf(
  { inputs: { metricOptions, layers = [] } }: ScoreRecord,
  benchmark: string,
  metric: string | undefined,
  plugins: PluginIndex,
): Promise<string | undefined> {
  if (layers.length > mostLayers) return `The record asks for scores of ${layers.length} layers.`;
  const metrics =
    metric === undefined
      ? metricsOf(await loadPlugin(plugins, 'benchmark', benchmark))
      : [await loadPlugin(plugins, 'metric', metric)];
  for (const { options } of metrics) {
    const counts = await countsAmong(metricOptions, options);
    const work = counts.reduce((product, { asked, byItself }) => product * (asked / byItself), 1);
    if (work <= mostWork) continue;
    const words = counts.map(
      ({ name, asked, byItself }) => `${name} ${asked} where the metric has ${byItself} by itself`,
    );
    return `The record asks for ${words.join(', and ')}.`;
  }
  return undefined;
}

function metricsOf({ metric, parts = [] }: Benchmark): readonly WithOptions[] {
  return [...(metric === undefined ? [] : [metric]), ...parts.flatMap(metricsOf)];
}

/** Options that count something, where more is asked for than the metric has by itself. */
async function countsAmong(
  asked: Readonly<Record<string, unknown>>,
  { '~standard': { validate } }: WithOptions['options'],
): Promise<
  readonly { readonly name: string; readonly asked: number; readonly byItself: number }[]
> {
  const defaults = await validate({});
  const own = 'value' in defaults ? Object.entries(defaults.value as object) : [];
  const counts = own.map(async ([name, byDefault]) => {
    const [most, byItself] = [totalOf(asked[name]), Math.max(1, totalOf(byDefault))];
    // A seed is a whole number as well, and costs nothing.
    if (most <= byItself || /seed/i.test(name)) return [];
    // What may be a fraction counts nothing.
    const fraction = await validate({ [name]: byItself + 0.5 });
    return fraction.issues === undefined ? [] : [{ name, asked: most, byItself }];
  });
  return (await Promise.all(counts)).flat();
}

/** Of a number, itself; of a list of values to try, their sum; of anything else, 0. */
function totalOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + totalOf(one), 0);
  return typeof value === 'number' ? value : 0;
}
