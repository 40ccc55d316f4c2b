import { signal, useSignal } from '@preact/signals';
import { options } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { marks, type SiteBenchmark } from '../../src/site-data.ts';
import { addressOf } from '../address.ts';
import { mean, site } from '../site.ts';
import { missing, regionText, scaleNotes, scoreText } from '../words.ts';
import { Breakable } from './breakable.tsx';
import { ScoreCell, type Span } from './score-cell.tsx';
import { Scroller } from './scroller.tsx';
import { type TableWindow, useTableWindow } from './table-window.ts';

// So many cells are drawn at once; of more, those in sight, unless all are asked for.
const mostCells = 3000;
const mostColumns = 12;
// As style.css has them.
const [rowHeight, columnWidth, leadWidth] = [38, 126, 344];

const isPrinting = signal(false);
for (const [event, value] of [
  ['beforeprint', true],
  ['afterprint', false],
] as const) {
  addEventListener(event, () => {
    // The printer does not wait for the next frame.
    const { debounceRendering } = options;
    options.debounceRendering = (draw) => draw();
    isPrinting.value = value;
    if (debounceRendering === undefined) delete options.debounceRendering;
    else options.debounceRendering = debounceRendering;
  });
}

/** What the table shows, and how it is sorted. */
export interface ScoreTableProps {
  readonly benchmarks: readonly SiteBenchmark[];
  /** Places of models, from top to bottom. */
  readonly places: readonly number[];
  /** `model`, `mean`, or the key of a benchmark. */
  readonly sort: string;
  readonly direction: 'ascending' | 'descending';
  readonly onSort: (column: string) => void;
}

/** Models and their scores, a column a benchmark, grouped by region. */
export function ScoreTable({ benchmarks, places, sort, direction, onSort }: ScoreTableProps) {
  const scroller = useRef<HTMLElement>(null);
  const isAllShown = useSignal(false);
  const isLong = places.length * benchmarks.length > mostCells;
  const isWhole = !isLong || isAllShown.value || isPrinting.value;
  const rows = useTableWindow(scroller, { count: places.length, size: rowHeight, isWhole });
  const columns = useTableWindow(scroller, {
    ...{ count: benchmarks.length, size: columnWidth, lead: leadWidth, horizontal: true },
    isWhole: isWhole || benchmarks.length < mostColumns,
  });
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [sort, direction]);
  const spans = useMemo(
    () => new Map(benchmarks.map((one) => [one.key, spanOf(one)])),
    [benchmarks],
  );
  const meanSpan = spanOfLists([mean.value.value, mean.value.low, mean.value.high]);
  const order = (column: string) => (sort === column ? direction : undefined);
  const ranks = sort === 'mean' || sort === 'model' ? mean.value.rank : rankOf(benchmarks, sort);
  return (
    <>
      <Scroller label="Scores" element={scroller}>
        <table class="scores" aria-rowcount={places.length + 2}>
          <caption class="hidden">
            Scores of {places.length} models on {benchmarks.length} benchmarks
          </caption>
          <colgroup>
            <col class="rank" />
            <col class="model" />
            <col class="mean" />
            {benchmarks.map(({ key }) => (
              <col key={key} class="score" />
            ))}
          </colgroup>
          <thead>
            <tr class="regions" aria-rowindex={1}>
              <td />
              <td />
              <td />
              {groupsOf(benchmarks).map(([region, count]) => (
                <th key={region} scope="colgroup" colSpan={count} data-region={region}>
                  <span>{regionText(region)}</span>
                </th>
              ))}
            </tr>
            <tr aria-rowindex={2}>
              <th scope="col" class="rank">
                Rank
              </th>
              <SortHeader
                class="model"
                name="Model"
                order={order('model')}
                onSort={() => onSort('model')}
              />
              <SortHeader
                class="mean"
                name="Mean"
                note="own weights"
                order={order('mean')}
                onSort={() => onSort('mean')}
              />
              {benchmarks.map((one) => (
                <SortHeader
                  key={one.key}
                  class="score"
                  name={one.key}
                  note={scaleNotes(one).join(', ') || undefined}
                  about={addressOf('benchmark', one.key)}
                  order={order(one.key)}
                  onSort={() => onSort(one.key)}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.before > 0 && <tr class="room" style={`height:${rows.before}px`} />}
            {places.slice(rows.first, rows.end).map((place, index) => (
              <ScoreRow
                key={place}
                place={place}
                index={rows.first + index}
                rank={ranks?.[place] ?? null}
                benchmarks={benchmarks}
                columns={columns}
                spans={spans}
                meanSpan={meanSpan}
              />
            ))}
            {rows.after > 0 && <tr class="room" style={`height:${rows.after}px`} />}
          </tbody>
        </table>
      </Scroller>
      {isLong && (
        <p class="quiet screen-only">
          <button
            type="button"
            aria-pressed={isAllShown.value}
            onClick={() => {
              isAllShown.value = !isAllShown.value;
            }}
          >
            {isAllShown.value ? 'Draw what is in sight alone' : `Draw all ${places.length} rows`}
          </button>{' '}
          to find in the page, or to copy the whole table.
        </p>
      )}
    </>
  );
}

interface ScoreRowProps {
  readonly place: number;
  readonly index: number;
  readonly rank: number | null;
  readonly benchmarks: readonly SiteBenchmark[];
  /** Those that are drawn; the others leave their room. */
  readonly columns: TableWindow;
  readonly spans: ReadonlyMap<string, Span>;
  readonly meanSpan: Span;
}

function ScoreRow(props: ScoreRowProps) {
  const { place, index, rank, benchmarks, columns, spans, meanSpan } = props;
  const { models } = site.value;
  const { value, low, high, lacking } = mean.value;
  const isOwn = benchmarks.some(({ scores }) => ((scores.marks[place] ?? 0) & marks.own) !== 0);
  const id = models[place]?.id ?? '';
  return (
    <tr aria-rowindex={index + 3} class={isOwn ? 'own' : undefined}>
      <td class="rank">{rank ?? missing}</td>
      <th scope="row" class="model">
        <a href={addressOf('model', id)} title={models[place]?.title}>
          {id}
        </a>
        {isOwn && <span class="tag">yours</span>}
      </th>
      <ScoreCell
        class="mean"
        value={value[place]}
        low={low[place]}
        high={high[place]}
        span={meanSpan}
        why={value[place] === null ? whyNoMean(lacking[place]) : undefined}
      />
      {columns.first > 0 && <td colSpan={columns.first} />}
      {benchmarks.slice(columns.first, columns.end).map(({ key, scores, noInterval }) => (
        <ScoreCell
          key={key}
          value={scores.value[place]}
          low={scores.low[place]}
          high={scores.high[place]}
          rank={scores.rank[place]}
          rankLow={scores.rankLow[place]}
          rankHigh={scores.rankHigh[place]}
          marks={scores.marks[place]}
          span={spans.get(key)}
          why={noInterval}
        />
      ))}
      {columns.end < benchmarks.length && <td colSpan={benchmarks.length - columns.end} />}
    </tr>
  );
}

function whyNoMean(lacking = 0): string {
  if (lacking === 0) return 'No benchmark counts: give one a weight';
  return `${lacking} of the benchmarks that count are missing`;
}

interface SortHeaderProps {
  readonly name: string;
  readonly class: string;
  readonly note?: string | undefined;
  readonly about?: string;
  readonly order: 'ascending' | 'descending' | undefined;
  readonly onSort: () => void;
}

function SortHeader({ name, note, about, order, onSort, ...rest }: SortHeaderProps) {
  return (
    <th scope="col" aria-sort={order ?? 'none'} class={rest.class}>
      <button type="button" onClick={onSort} title={`Sort by ${name}`}>
        <span>
          <Breakable text={name} />
        </span>
        <i aria-hidden="true">{order === undefined ? '' : order === 'ascending' ? '↑' : '↓'}</i>
      </button>
      {(note !== undefined || about !== undefined) && (
        <small>
          {note}
          {about !== undefined && (
            <a href={about} aria-label={`About ${name}`}>
              about
            </a>
          )}
        </small>
      )}
    </th>
  );
}

function groupsOf(
  benchmarks: readonly SiteBenchmark[],
): readonly [region: string, count: number][] {
  const groups: [string, number][] = [];
  for (const { region } of benchmarks) {
    const last = groups.at(-1);
    if (last?.[0] === region) last[1] += 1;
    else groups.push([region, 1]);
  }
  return groups;
}

function rankOf(benchmarks: readonly SiteBenchmark[], key: string) {
  return benchmarks.find((one) => one.key === key)?.scores.rank;
}

function spanOf({ scores }: SiteBenchmark): Span {
  return spanOfLists([scores.value, scores.low, scores.high]);
}

/** The ends of a column, its intervals included. */
function spanOfLists(lists: readonly (readonly (number | null)[])[]): Span {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists) {
    for (const value of list) {
      if (value === null) continue;
      if (value < from) from = value;
      if (value > to) to = value;
    }
  }
  return { from, to, text: `${scoreText(from)} to ${scoreText(to)}` };
}
