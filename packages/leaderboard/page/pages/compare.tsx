import { correlate } from '../../src/correlate.ts';
import type { Maybe } from '../../src/site-data.ts';
import { addressOf, choose, chosen } from '../address.ts';
import { Choice } from '../parts/choice.tsx';
import { Duel } from '../parts/duel.tsx';
import { correlationText, Scatter, type ScatterPoint } from '../parts/scatter.tsx';
import { mean, site } from '../site.ts';

interface Quantity {
  readonly key: string;
  readonly title: string;
  readonly values: readonly Maybe[];
  readonly low?: readonly Maybe[];
  readonly high?: readonly Maybe[];
  readonly isLog?: boolean;
}

/** Any two quantities of the models against each other, and any two models. */
export function ComparePage() {
  const all = quantities();
  const [first, second] = all.filter(({ key }) => !key.startsWith('model:') && key !== 'mean');
  const find = (name: string, otherwise: Quantity | undefined) =>
    all.find(({ key }) => key === chosen(name)) ?? otherwise ?? all[0];
  const [x, y] = [find('x', first), find('y', second ?? first)];
  const options = all.map(({ key, title }) => [key, title] as const);
  if (x === undefined || y === undefined || site.value.models.length === 0) {
    return <p class="empty">There are no scores to compare yet.</p>;
  }
  const usable = (value: Maybe | undefined, isLog = false) =>
    typeof value === 'number' && (!isLog || value > 0) ? value : null;
  const xs = x.values.map((value) => usable(value, x.isLog));
  const points = site.value.models.flatMap(({ id }, place): readonly ScatterPoint[] => {
    const [a, b] = [xs[place], usable(y.values[place])];
    if (typeof a !== 'number' || typeof b !== 'number') return [];
    return [
      {
        ...{ label: id, href: addressOf('model', id), x: a, y: b },
        ...{ xRange: rangeOf(x, place), yRange: rangeOf(y, place) },
      },
    ];
  });
  const inLog = x.isLog ? xs.map((value) => (value === null ? null : Math.log(value))) : xs;
  const together = correlate(inLog, y.values);
  return (
    <>
      <div class="intro">
        <h1>Compare</h1>
        <p class="quiet">
          Two benchmarks, or a benchmark and what is known of the models. A correlation over models
          is over these models, which nobody drew at random.
        </p>
      </div>
      <div class="filters screen-only">
        <Choice
          name="Across"
          value={x.key}
          options={options}
          onChange={(key) => choose({ x: key })}
        />
        <Choice name="Up" value={y.key} options={options} onChange={(key) => choose({ y: key })} />
      </div>
      <h2>
        {y.title} <span class="quiet">against</span> {x.title}
      </h2>
      <p class="number" data-testid="correlation">
        {correlationText(together)}
        {x.isLog ? ', over the logarithm of the one across' : ''}
      </p>
      <Scatter
        title={`${y.title} against ${x.title}`}
        x={x.title}
        y={y.title}
        isLog={x.isLog ?? false}
        points={points}
      />
      <Duel />
    </>
  );
}

function quantities(): readonly Quantity[] {
  const { benchmarks, models } = site.value;
  const facts: readonly Quantity[] = [
    {
      key: 'model:imagenet',
      title: 'ImageNet top-1 (%)',
      values: models.map(({ imagenet }) => imagenet?.value ?? null),
    },
    {
      ...{ key: 'model:parameters', title: 'Parameters', isLog: true },
      values: models.map(({ parameters }) => parameters ?? null),
    },
    {
      ...{ key: 'model:bytes', title: 'Size of its files (bytes)', isLog: true },
      values: models.map(({ bytes }) => bytes ?? null),
    },
    {
      ...{ key: 'model:weighted-layers', title: 'Depth of the network (weighted layers)' },
      values: models.map(({ anatomy }) => anatomy?.depth ?? null),
    },
    {
      ...{ key: 'model:connections', title: 'Connections between layers', isLog: true },
      values: models.map(({ anatomy }) => anatomy?.connections || null),
    },
    { key: 'model:depth', title: 'Depth of the best layer tried', values: depths() },
    { key: 'model:year', title: 'Year', values: models.map(({ year }) => year ?? null) },
  ];
  return [
    ...benchmarks.map(({ key, scores }) => ({
      ...{ key, title: key, values: scores.value },
      ...{ low: scores.low, high: scores.high },
    })),
    { key: 'mean', title: 'Mean (own weights)', values: mean.value.value },
    ...facts.filter(({ values }) => values.some((value) => value !== null)),
  ];
}

/** Of each model, how deep its best layer lies among those tried: 0 the first, 1 the last. */
function depths(): readonly Maybe[] {
  const { models, layerScores } = site.value;
  const found: number[][] = models.map(() => []);
  for (const { model, values } of layerScores) {
    const best = values.indexOf(Math.max(...values));
    found[model]?.push(best / (values.length - 1));
  }
  return found.map((list) =>
    list.length === 0 ? null : list.reduce((sum, one) => sum + one, 0) / list.length,
  );
}

function rangeOf({ low, high }: Quantity, place: number): readonly [number, number] | undefined {
  const [from, to] = [low?.[place], high?.[place]];
  return typeof from === 'number' && typeof to === 'number' ? [from, to] : undefined;
}
