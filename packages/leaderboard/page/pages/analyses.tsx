import {
  type AccuracySplit,
  accuracyLimit,
  benchmarkMatrix,
  headlines,
  holdOneOut,
  modelQuantities,
  type PrintedPair,
  pairPrinted,
  splitByAccuracy,
  splitSiteByAccuracy,
} from '../../src/analyses.ts';
import { type Correlation, correlate } from '../../src/correlate.ts';
import type { SiteBenchmark } from '../../src/site-data.ts';
import { addressOf } from '../address.ts';
import { ImageDifficulty } from '../parts/image-difficulty.tsx';
import { Scroller } from '../parts/scroller.tsx';
import { site } from '../site.ts';
import { intervalText, missing, regionText, scoreText } from '../words.ts';

// Of more benchmarks, those of the most models: a matrix has the square of them.
const mostInMatrix = 60;

/** What the scores say together: with accuracy, with each other, with size and depth. */
export function AnalysesPage() {
  const { benchmarks, published } = site.value;
  const shown = headlines(benchmarks);
  const splits = [...splitByAccuracy(published), ...splitSiteByAccuracy(site.value)];
  return (
    <>
      <div class="intro">
        <h1>Analyses</h1>
        <p class="quiet">
          Correlations are Pearson’s over models, with 95 % intervals by Fisher’s z as if the models
          had been drawn at random. They were not: read the intervals as the least there is to
          doubt. The same as text: <code>ventral leaderboard analyses DIR</code>.
        </p>
      </div>
      <h2>Does accuracy on ImageNet foretell the brain?</h2>
      {splits.length === 0 ? (
        <p class="empty">
          No table with ImageNet’s top-1 accuracy was given: <code>--published DIR</code>.
        </p>
      ) : (
        <AccuracyTable splits={splits} />
      )}
      <h2>Do benchmarks agree?</h2>
      {shown.length < 2 ? (
        <p class="empty">There are fewer than two benchmarks.</p>
      ) : (
        <Matrix benchmarks={shown.slice(0, mostInMatrix)} />
      )}
      {published.length > 0 && (
        <>
          <h2>Do printed scores agree?</h2>
          <PrintedTable pairs={pairPrinted(published)} />
        </>
      )}
      <h2>One benchmark held out</h2>
      <HeldOutTable benchmarks={benchmarks} />
      <h2>Size and depth</h2>
      <SizeTable benchmarks={shown} />
      <h2>Which images are hard for whom?</h2>
      <ImageDifficulty />
    </>
  );
}

function AccuracyTable({ splits }: { readonly splits: readonly AccuracySplit[] }) {
  return (
    <Scroller isSmall label="Accuracy and scores">
      <table class="plain">
        <caption>
          r of ImageNet top-1 with each score, below and above {accuracyLimit} % top-1
        </caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Score</th>
            <Heads names={['All', `Below ${accuracyLimit} %`, `From ${accuracyLimit} %`]} />
          </tr>
        </thead>
        <tbody>
          {splits.map(({ table, column, all, below, above }) => (
            <tr key={`${table} ${column}`}>
              <td>{table}</td>
              <th scope="row">{column}</th>
              <Cells of={[all, below, above]} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function PrintedTable({ pairs }: { readonly pairs: readonly PrintedPair[] }) {
  return (
    <Scroller isSmall label="Printed scores with each other">
      <table class="plain">
        <caption>r of each pair of scores of a printed table</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Scores</th>
            <Heads names={['All']} />
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ table, first, second, correlation }) => (
            <tr key={`${table} ${first} ${second}`}>
              <td>{table}</td>
              <th scope="row">
                {first}, {second}
              </th>
              <Cells of={[correlation]} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function Matrix({ benchmarks }: { readonly benchmarks: readonly SiteBenchmark[] }) {
  const matrix = benchmarkMatrix(benchmarks);
  return (
    <Scroller isSmall label="Correlations of benchmarks">
      <table class="matrix">
        <caption>r between benchmarks; hover, or open Compare, for interval and n</caption>
        <thead>
          <tr>
            <td />
            {benchmarks.map(({ key }, index) => (
              <th key={key} scope="col" title={key}>
                {index + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {benchmarks.map(({ key, region }, row) => (
            <tr key={key}>
              <th scope="row">
                <span class="quiet">{row + 1}</span> {key} <small>{regionText(region)}</small>
              </th>
              {benchmarks.map((column, index) => {
                const one = matrix[row]?.[index];
                if (one === undefined || row === index) return <td key={column.key} class="same" />;
                return (
                  <td
                    key={column.key}
                    class={one.r < 0 ? 'negative' : undefined}
                    style={`--r:${Number.isNaN(one.r) ? 0 : Math.abs(one.r).toFixed(2)}`}
                    title={`${key} with ${column.key}: ${rangeText(one)}`}
                  >
                    <a
                      href={addressOf('compare', '', { x: column.key, y: key })}
                      tabIndex={benchmarks.length > 12 ? -1 : 0}
                    >
                      {scoreText(one.r, 2)}
                    </a>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function HeldOutTable({ benchmarks }: { readonly benchmarks: readonly SiteBenchmark[] }) {
  const rows = holdOneOut(benchmarks).filter(({ others }) => others > 0);
  if (rows.length === 0) return <p class="empty">There are no others to foretell one by.</p>;
  return (
    <Scroller isSmall label="One benchmark held out">
      <table class="plain">
        <caption>
          r of the scores on a benchmark with what the others foretell: the mean of the model’s
          standardised scores on them
        </caption>
        <thead>
          <tr>
            <th scope="col">Held out</th>
            <th scope="col" class="number">
              Foretold by
            </th>
            <Heads names={['r']} />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ benchmark, others, correlation }) => (
            <tr key={benchmark}>
              <th scope="row">
                <a href={addressOf('benchmark', benchmark)}>{benchmark}</a>
              </th>
              <td class="number">{others}</td>
              <Cells of={[correlation]} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function SizeTable({ benchmarks }: { readonly benchmarks: readonly SiteBenchmark[] }) {
  const known = modelQuantities(site.value);
  if (known.length === 0) {
    return <p class="empty">Size and depth of fewer than three models are known.</p>;
  }
  return (
    <Scroller isSmall label="Size and depth">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Score</th>
            <Heads names={known.map(({ name }) => name)} />
          </tr>
        </thead>
        <tbody>
          {benchmarks.map(({ key, scores }) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              <Cells of={known.map(({ values }) => correlate(values, scores.value))} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function Heads({ names }: { readonly names: readonly string[] }) {
  return (
    <>
      {names.map((name) => (
        <th key={name} scope="col" class="number">
          {name}
        </th>
      ))}
    </>
  );
}

function Cells({ of }: { readonly of: readonly Correlation[] }) {
  return (
    <>
      {of.map((one, index) => (
        <td key={index} class="number">
          <b>{Number.isNaN(one.r) ? missing : scoreText(one.r)}</b>{' '}
          <small>
            {one.interval === undefined ? '' : `${intervalText(...one.interval)}, `}n = {one.n}
          </small>
        </td>
      ))}
    </>
  );
}

function rangeText({ r, interval, n }: Correlation): string {
  const range = interval === undefined ? '' : `, 95 % ${intervalText(...interval)}`;
  return `r = ${scoreText(r)}${range}, n = ${n}`;
}
