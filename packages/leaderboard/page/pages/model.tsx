import { shellWord } from '../../src/rerun-flags.ts';
import { dateOf } from '../../src/site-csv.ts';
import { marks, type SiteBenchmark, type SiteModel } from '../../src/site-data.ts';
import { address, addressOf, choose, chosen } from '../address.ts';
import { Choice } from '../parts/choice.tsx';
import { CopyCommand } from '../parts/copy-command.tsx';
import { type Fact, Facts } from '../parts/facts.tsx';
import { IntervalPlot } from '../parts/interval-plot.tsx';
import { LayerChart } from '../parts/layer-chart.tsx';
import { TimeChart } from '../parts/time-chart.tsx';
import { benchmarkOf, site } from '../site.ts';
import {
  bandText,
  bytesText,
  countText,
  intervalText,
  kindTexts,
  regionText,
  scaleNotes,
  scoreText,
} from '../words.ts';

/** How a network is built; no score is made of it. */
function anatomyFacts(anatomy: SiteModel['anatomy']): readonly Fact[] {
  if (anatomy === undefined) return [];
  const { weightedLayers, depth, connections, skips, areas } = anatomy;
  const { recurrentOperators, reusedWeights, mostUses } = anatomy;
  const recurrence = [
    ...(recurrentOperators > 0 ? [`${recurrentOperators} operators feed back`] : []),
    ...(reusedWeights > 0 ? [`${reusedWeights} weights are used up to ${mostUses} times`] : []),
  ];
  const depths = Object.entries(areas).map(([region, own]) => `${region} ${own}`);
  return [
    ['Weighted layers', `${weightedLayers}, ${depth} deep`],
    ['Connections', `${connections}, of which ${skips} pass by other layers`],
    ['Recurrence', recurrence.length === 0 ? 'none' : recurrence.join('; ')],
    ['Depth of its areas', depths.length === 0 ? undefined : depths.join(', ')],
  ];
}

/** One model: what it is, its scores, how deep they come from, and how to make them again. */
export function ModelPage() {
  const { models, benchmarks, layerScores, courses, history } = site.value;
  const place = models.findIndex(({ id }) => id === address.value.subject);
  const model = models[place];
  if (model === undefined) {
    return (
      <article class="text">
        <h1>There is no model {address.value.subject} here</h1>
        <p>
          <a href={addressOf('leaderboard')}>All models</a>
        </p>
      </article>
    );
  }
  const scored = benchmarks.filter(({ scores }) => scores.value[place] !== null);
  const facts: readonly Fact[] = [
    ['Comes', model.package ?? kindTexts[model.kind]],
    ['Size', model.bytes === undefined ? undefined : bytesText(model.bytes)],
    ['Parameters', model.parameters === undefined ? undefined : countText(model.parameters)],
    ...anatomyFacts(model.anatomy),
    ['ImageNet top-1', model.imagenet && `${model.imagenet.value} % (${model.imagenet.source})`],
    ['Year', model.year?.toString()],
    ['Licence', model.licence],
    ['Citation', model.citation],
    ['Digest', model.digest],
  ];
  const earlier = history.filter((one) => one.model === place);
  return (
    <article>
      <p class="crumb">
        <a href={addressOf('leaderboard')}>Leaderboard</a> / model
      </p>
      <h1>{model.id}</h1>
      {model.title !== model.id && <p class="lead">{model.title}</p>}
      <Facts of={facts} />
      <h2>Scores</h2>
      <p class="quiet">Each on the scale of its benchmark; a line is a model.</p>
      {regionsOf(scored).map((region) => (
        <section key={region} data-region={region} class="region">
          <h3>{regionText(region)}</h3>
          <IntervalPlot
            head="Benchmark"
            rows={scored
              .filter((one) => one.region === region)
              .map((benchmark) => ({
                label: benchmark.key,
                href: addressOf('benchmark', benchmark.key),
                note: noteOf(benchmark, place),
                value: benchmark.scores.value[place] ?? 0,
                low: benchmark.scores.low[place] ?? null,
                high: benchmark.scores.high[place] ?? null,
                others: benchmark.scores.value.filter((one) => one !== null),
              }))}
          />
        </section>
      ))}
      <h2>Layer by layer</h2>
      {layerScores.some((one) => one.model === place) ? (
        <LayerChart
          series={layerScores.filter((one) => one.model === place)}
          regionOf={(key) => benchmarkOf(key)?.region ?? 'unknown'}
        />
      ) : (
        <p class="quiet">
          Its records have one layer a region. To see all of them:{' '}
          <code>
            ventral score {model.name} {scored[0]?.id ?? 'BENCHMARK'} --layers all --output
            record.json
          </code>
        </p>
      )}
      {courses.some((one) => one.model === place) && <h2>Over time</h2>}
      {courses
        .filter((one) => one.model === place)
        .map((course) => (
          <TimeChart
            key={`${course.benchmark} ${course.aspect}`}
            course={course}
            region={benchmarkOf(course.benchmark)?.region ?? 'unknown'}
          />
        ))}
      <h2>Make a score again</h2>
      {scored.length > 0 && <Rerun place={place} benchmarks={scored} />}
      {earlier.length > 0 && (
        <>
          <h2>Earlier records</h2>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Date</th>
                <th scope="col">Benchmark</th>
                <th scope="col">Score</th>
                <th scope="col">95 %</th>
              </tr>
            </thead>
            <tbody>
              {earlier.map(({ benchmark, day, value, low, high }) => (
                <tr key={`${benchmark} ${day} ${value}`}>
                  <td class="number">{dateOf(day)}</td>
                  <th scope="row">{benchmark}</th>
                  <td class="number">{scoreText(value)}</td>
                  <td class="number quiet">{intervalText(low, high) || '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </article>
  );
}

function Rerun({
  place,
  benchmarks,
}: {
  readonly place: number;
  readonly benchmarks: readonly SiteBenchmark[];
}) {
  const { models, texts } = site.value;
  const benchmark = benchmarks.find(({ key }) => key === chosen('again')) ?? benchmarks[0]!;
  const textAt = (index: number | null | undefined) =>
    typeof index === 'number' ? (texts[index] ?? '') : '';
  const { scores } = benchmark;
  const name = models[place]?.name ?? '';
  const words = ['npx ventral score', shellWord(name), shellWord(benchmark.id)];
  const day = scores.day[place];
  const packages = [textAt(scores.packages[place]), models[place]?.package, benchmark.package];
  return (
    <>
      <div class="filters screen-only">
        <Choice
          name="Benchmark"
          value={benchmark.key}
          options={benchmarks.map(({ key }) => [key, key] as const)}
          onChange={(key) => choose({ again: key })}
        />
      </div>
      <CopyCommand
        text={`npm install --ignore-scripts ${installed(packages.filter((one) => one !== undefined))}`}
      />
      <CopyCommand text={[...words, textAt(scores.flags[place])].join(' ').trim()} />
      <p class="quiet">
        Scored on {typeof day === 'number' ? dateOf(day) : 'an unknown day'}
        {scores.layer[place] === null ? '' : `, layer ${textAt(scores.layer[place])}`}
        {scores.device[place] === null ? '' : `, on the device ${textAt(scores.device[place])}`}
        {((scores.marks[place] ?? 0) & marks.signed) === 0 ? '' : ', signed'}. With its record,{' '}
        <code>ventral verify RECORD.json --install</code> installs the very packages, scores again
        and says whether every number is equal.
      </p>
    </>
  );
}

/** What the record names with its version, and what it only names; each once. */
function installed(lists: readonly string[]): string {
  const words = lists
    .join(' ')
    .split(' ')
    .filter((word) => word !== '');
  const nameOf = (word: string) => word.replace(/(?<=.)@.*$/, '');
  const named = new Map<string, string>();
  for (const word of words) if (!named.has(nameOf(word))) named.set(nameOf(word), word);
  return [...named.values()].join(' ');
}

function regionsOf(benchmarks: readonly SiteBenchmark[]): readonly string[] {
  return [...new Set(benchmarks.map(({ region }) => region))];
}

function noteOf(benchmark: SiteBenchmark, place: number): string {
  const { rank, rankLow, rankHigh, marks: kinds } = benchmark.scores;
  const band = bandText(rankLow[place], rankHigh[place]);
  const words = [
    `rank ${rank[place] ?? '–'}${band === '' ? '' : `, ${band}`} of ${rank.filter((one) => one !== null).length}`,
    ...scaleNotes(benchmark),
    ...(((kinds[place] ?? 0) & marks.optimistic) === 0
      ? []
      : ['best of its layers on this very data']),
  ];
  return words.join('; ');
}
