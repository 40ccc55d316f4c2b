import { holm } from '@ventral/statistics';
import { shellWord } from '../../src/rerun-flags.ts';
import { pairIndex, type SiteBenchmark } from '../../src/site-data.ts';
import { addressOf, choose, chosen } from '../address.ts';
import { site } from '../site.ts';
import { missing, pText, regionText, scoreText } from '../words.ts';
import { Choice } from './choice.tsx';
import { CopyCommand } from './copy-command.tsx';
import { Scroller } from './scroller.tsx';
import { SiteDifferences } from './site-differences.tsx';

interface Comparison {
  readonly benchmark: SiteBenchmark;
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  readonly halfLength?: number;
  readonly p?: number;
  /** Where their sites are kept, among those of the benchmark's duels. */
  readonly sites?: readonly [a: readonly (number | null)[], b: readonly (number | null)[]];
}

/** Two models on every benchmark that both were scored on. */
export function Duel() {
  const { models, benchmarks } = site.value;
  const placeOf = (name: string, otherwise: number) => {
    const found = models.findIndex(({ id }) => id === chosen(name));
    return found < 0 ? otherwise : found;
  };
  const [first, second] = bestTwo();
  const [a, b] = [placeOf('a', first), placeOf('b', second)];
  const options = models.map(({ id }) => [id, id] as const);
  const [nameA, nameB] = [models[a]?.id ?? '', models[b]?.id ?? ''];
  const rows = benchmarks.flatMap((benchmark) => compared(benchmark, a, b));
  const tested = rows.flatMap(({ p }) => (p === undefined ? [] : [p]));
  const adjusted = holm(tested);
  let next = 0;
  const firstWithSites = rows.findIndex(({ sites }) => sites !== undefined);
  const shown = rows.map((row) => ({
    ...row,
    adjusted: row.p === undefined ? undefined : adjusted[next++],
  }));
  const command = rows.find(({ p }) => p === undefined)?.benchmark.id ?? 'BENCHMARK';
  return (
    <section aria-labelledby="duel">
      <h2 id="duel">Two models</h2>
      <div class="filters screen-only">
        <Choice name="First" value={nameA} options={options} onChange={(id) => choose({ a: id })} />
        <Choice
          name="Second"
          value={nameB}
          options={options}
          onChange={(id) => choose({ b: id })}
        />
      </div>
      {rows.length === 0 ? (
        <p class="empty">They share no benchmark.</p>
      ) : (
        <Scroller isSmall label="The two models">
          <table class="plain">
            <caption>
              {nameA} less {nameB}; p over new stimuli and sites, by Holm over this table
            </caption>
            <thead>
              <tr>
                <th scope="col">Benchmark</th>
                <th scope="col">Region</th>
                <th scope="col" class="number">
                  {nameA}
                </th>
                <th scope="col" class="number">
                  {nameB}
                </th>
                <th scope="col" class="number">
                  Difference
                </th>
                <th scope="col" class="number">
                  95 %
                </th>
                <th scope="col" class="number">
                  p
                </th>
                <th scope="col" class="number">
                  p, Holm
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ benchmark, difference, halfLength, p, ...row }) => (
                <tr key={benchmark.key}>
                  <th scope="row">
                    <a href={addressOf('benchmark', benchmark.key)}>{benchmark.key}</a>
                  </th>
                  <td>{regionText(benchmark.region)}</td>
                  <td class="number">{scoreText(row.a)}</td>
                  <td class="number">{scoreText(row.b)}</td>
                  <td class="number">
                    <b>{scoreText(difference)}</b>
                  </td>
                  <td class="number quiet">
                    {halfLength === undefined
                      ? missing
                      : `${scoreText(difference - halfLength)} to ${scoreText(difference + halfLength)}`}
                  </td>
                  <td class="number">{p === undefined ? missing : pText(p)}</td>
                  <td class="number">{pText(row.adjusted)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
      {rows.some(({ p }) => p === undefined) && (
        <>
          <p class="quiet">
            Where p is missing, the records have no replicates under one plan, or the pair is not
            among the best of a large board, whose comparisons this page carries. This command makes
            it:
          </p>
          <CopyCommand
            text={`npx ventral compare ${[command, ...[a, b].map((place) => models[place]?.name ?? '')].map(shellWord).join(' ')}`}
          />
        </>
      )}
      {rows.length > 0 && (
        <>
          <h3>What carries the difference</h3>
          <p>
            {firstWithSites < 0
              ? 'These records hold no scores of single sites.'
              : 'Records of recordings hold a score a site, for all images together.'}{' '}
            No record holds scores of single images; for choices, <code>ventral difficulty</code>{' '}
            lists those on which a model and people differ most.
          </p>
        </>
      )}
      {rows.map(
        ({ benchmark, sites }, index) =>
          sites !== undefined && (
            <SiteDifferences
              isOpen={index === firstWithSites}
              key={benchmark.key}
              benchmark={benchmark.key}
              names={[nameA, nameB]}
              sites={sites}
            />
          ),
      )}
    </section>
  );
}

function compared(benchmark: SiteBenchmark, a: number, b: number): readonly Comparison[] {
  const { scores, duels } = benchmark;
  const [ofA, ofB] = [scores.value[a] ?? null, scores.value[b] ?? null];
  if (ofA === null || ofB === null || a === b) return [];
  const row = { benchmark, a: ofA, b: ofB, difference: ofA - ofB };
  if (duels === undefined) return [row];
  const [placeA, placeB] = [duels.models.indexOf(a), duels.models.indexOf(b)];
  if (placeA < 0 || placeB < 0) return [row];
  const [low, high] = placeA < placeB ? [placeA, placeB] : [placeB, placeA];
  const pair = pairIndex(low, high, duels.models.length);
  const [halfLength, p] = [duels.halfLength[pair], duels.p[pair]];
  const sites = [duels.sites?.[placeA] ?? [], duels.sites?.[placeB] ?? []] as const;
  const canCompare = sites[0].length > 1 && sites[0].length === sites[1].length;
  return [
    {
      ...row,
      ...(typeof halfLength === 'number' ? { halfLength } : {}),
      ...(typeof p === 'number' ? { p } : {}),
      ...(canCompare ? { sites } : {}),
    },
  ];
}

/** To begin with: the two models with the most scores. */
function bestTwo(): readonly [number, number] {
  const { models, benchmarks } = site.value;
  const counts = models.map(
    (_, place) => benchmarks.filter(({ scores }) => scores.value[place] !== null).length,
  );
  const order = counts.map((_, place) => place).sort((a, b) => counts[b]! - counts[a]! || a - b);
  return [order[0] ?? 0, order[1] ?? 0];
}
