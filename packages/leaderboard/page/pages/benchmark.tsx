import { placesInOrder } from '../../src/rank-scores.ts';
import type { SiteBenchmark } from '../../src/site-data.ts';
import { address, addressOf, choose, chosen } from '../address.ts';
import { Choice } from '../parts/choice.tsx';
import { CopyCommand } from '../parts/copy-command.tsx';
import { type Fact, Facts } from '../parts/facts.tsx';
import { IntervalPlot, modelHref } from '../parts/interval-plot.tsx';
import { benchmarkOf, site } from '../site.ts';
import { bandText, regionText, scoreText, stimuliText } from '../words.ts';

const mostRows = 200;

/** One benchmark: data, licence, ceiling, how models spread on it, and what a point is worth. */
export function BenchmarkPage() {
  const benchmark = benchmarkOf(address.value.subject);
  if (benchmark === undefined) {
    return (
      <article class="text">
        <h1>There is no benchmark {address.value.subject} here</h1>
        <p>
          <a href={addressOf('leaderboard')}>All benchmarks</a>
        </p>
      </article>
    );
  }
  const { key, id, title, scores, better, ceiling, units } = benchmark;
  const order = placesInOrder(scores.value, better === 'higher' ? 'descending' : 'ascending');
  const scored = order.filter((place) => scores.value[place] !== null);
  const tied = scored.filter((place) => scores.rankLow[place] === 1).length;
  const facts: readonly Fact[] = [
    ['Region', regionText(benchmark.region)],
    ['Stimuli', stimuliText(benchmark.stimuli)],
    ['Species', benchmark.species],
    ['Measured by', benchmark.modality],
    ['Metric', benchmark.metric],
    ['Unit', benchmark.unit],
    ['Better', better],
    ['Data', benchmark.datasets.join(', ') || undefined],
    ['Licence of the data', benchmark.licence],
    ['Citation', benchmark.citation],
    ['Package', benchmark.package],
    ['Version of the score', benchmark.scoreVersion?.toString()],
    [
      'Ceiling',
      ceiling === undefined
        ? undefined
        : `${scoreText(ceiling)} (${benchmark.ceilingConvention ?? 'raw'})`,
    ],
    [
      'Intervals over',
      units &&
        Object.entries(units)
          .map(([name, count]) => `${count} ${name}`)
          .join(', '),
    ],
    ['Part of', benchmark.partOf],
  ];
  return (
    <article>
      <p class="crumb">
        <a href={addressOf('leaderboard')}>Leaderboard</a> / benchmark
      </p>
      <h1>{key}</h1>
      <p class="lead">{title}</p>
      <Facts of={facts} />
      {benchmark.notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
      <h2>What a point is worth</h2>
      <p>{worthOf(benchmark)}</p>
      <h2>Models</h2>
      <p class="quiet">
        {scored.length} of {site.value.models.length} models were scored.{' '}
        {tied > 1 && `${tied} cannot be told from the best. `}
        {benchmark.noInterval ?? benchmark.noBand ?? ''}
      </p>
      <IntervalPlot
        head="Model"
        ceiling={benchmark.ceilingConvention === 'raw' ? ceiling : undefined}
        rows={scored.slice(0, mostRows).map((place) => {
          const band = bandText(scores.rankLow[place], scores.rankHigh[place]);
          const name = site.value.models[place]?.id ?? '';
          return {
            label: name,
            href: modelHref(name),
            ...(band === '' ? {} : { note: `rank ${band}` }),
            value: scores.value[place] ?? 0,
            low: scores.low[place] ?? null,
            high: scores.high[place] ?? null,
          };
        })}
      />
      {scored.length > mostRows && (
        <p class="quiet">The best {mostRows}; the leaderboard has all of them.</p>
      )}
      <Subjects benchmark={benchmark} />
      <h2>Score a model on it</h2>
      {benchmark.package !== undefined && (
        <CopyCommand text={`npm install --ignore-scripts ventral ${benchmark.package}`} />
      )}
      <CopyCommand text={`npx ventral score MODEL ${id}`} />
    </article>
  );
}

/** What models score by each subject, where records say it: of the subject that was chosen, or of the first. */
function Subjects({ benchmark }: { readonly benchmark: SiteBenchmark }) {
  const all = site.value.subjectScores.filter((one) => one.benchmark === benchmark.key);
  const names = [...new Set(all.flatMap((one) => one.names))].sort();
  if (names.length === 0) return null;
  const wanted = chosen('subject');
  const subject = wanted !== undefined && names.includes(wanted) ? wanted : (names[0] as string);
  const sign = benchmark.better === 'higher' ? -1 : 1;
  const rows = all
    .flatMap(({ model, names: own, values }) => {
      const value = values[own.indexOf(subject)] ?? null;
      const label = site.value.models[model]?.id ?? '';
      return value === null
        ? []
        : [{ label, href: modelHref(label), value, low: null, high: null }];
    })
    .sort((a, b) => sign * (a.value - b.value));
  return (
    <section data-subjects>
      <h2>Subject by subject</h2>
      <p class="quiet">
        Of {names.length} subjects, before any ceiling. A single subject has no interval.
      </p>
      <Choice
        name="Subject"
        value={subject}
        options={names.map((one) => [one, one] as const)}
        onChange={(value) => choose({ subject: value })}
      />
      <IntervalPlot head="Model" rows={rows.slice(0, mostRows)} />
    </section>
  );
}

/** A difference of .01 beside what the scores say of themselves. */
function worthOf({ scores, better, ceiling }: SiteBenchmark): string {
  const values = scores.value.filter((value) => value !== null);
  if (values.length < 2) return 'With fewer than two models, nothing can be said.';
  const sorted = values.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  const near = values.filter((value) => Math.abs(value - middle) <= 0.01).length;
  const lengths = scores.value
    .flatMap((_, place) => {
      const [low, high] = [scores.low[place] ?? null, scores.high[place] ?? null];
      return low === null || high === null ? [] : [(high - low) / 2];
    })
    .sort((a, b) => a - b);
  const half = lengths[Math.floor(lengths.length / 2)];
  const share = most > least ? Math.round(1 / (most - least)) : undefined;
  return [
    `.01 is ${share === undefined ? 'more than all' : `${share} %`} of the distance from the worst model (${scoreText(least)}) to the best (${scoreText(most)}).`,
    half === undefined
      ? 'These records have no intervals to hold it against.'
      : `The interval of a middling model reaches ${scoreText(half)} to each side: ${half > 0.01 ? 'a difference of .01 between two records says nothing without a paired test' : 'less than a point'}.`,
    `${near} ${near === 1 ? 'model lies' : 'models lie'} within .01 of the model in the middle.`,
    ceiling === undefined ? '' : `The ceiling is ${scoreText(ceiling)}; ${better} is better.`,
  ].join(' ');
}
