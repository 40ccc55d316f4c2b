import { useComputed } from '@preact/signals';
import { placesInOrder } from '../../src/rank-scores.ts';
import type { SiteBenchmark, SiteModel } from '../../src/site-data.ts';
import { choose, chosen } from '../address.ts';
import { Choice } from '../parts/choice.tsx';
import { ExportButtons } from '../parts/export-buttons.tsx';
import { ScoreTable } from '../parts/score-table.tsx';
import { WeightInputs } from '../parts/weight-inputs.tsx';
import {
  announcement,
  mean,
  modelKinds,
  scoreCount,
  site,
  stimulusKind,
  stimulusKinds,
} from '../site.ts';
import { kindTexts, modalityText, regionText, stimuliText } from '../words.ts';

const sizes: readonly (readonly [value: string, text: string])[] = [
  ['', 'Any size'],
  ['10', 'up to 10 MB'],
  ['50', 'up to 50 MB'],
  ['200', 'up to 200 MB'],
  ['over', 'over 200 MB'],
];

/** All models and benchmarks: sorted, filtered and weighted as the address says. */
export function LeaderboardPage() {
  // The same list for as long as the same benchmarks are shown: the table keeps what it knows of them.
  const shownKeys = useComputed(() =>
    shownBenchmarks(site.value.benchmarks)
      .map(({ key }) => key)
      .join('\n'),
  );
  const benchmarks = useComputed(() => {
    const keys = new Set(shownKeys.value.split('\n'));
    return site.value.benchmarks.filter(({ key }) => keys.has(key));
  });
  const sort = useComputed(() => sortOf(chosen('sort'), benchmarks.value));
  const direction = useComputed(() => {
    const asked = chosen('direction');
    return asked === 'ascending' || asked === 'descending' ? asked : usualDirection(sort.value);
  });
  const places = useComputed(() => {
    const { models } = site.value;
    const isOfChoice = isWanted();
    const wanted = models.map(
      (model, place) =>
        (modelKinds.value[place] ?? stimulusKind.value) === stimulusKind.value && isOfChoice(model),
    );
    return sortedPlaces(sort.value, direction.value).filter((place) => wanted[place]);
  });
  const onSort = (column: string) => {
    const flipped = direction.value === 'ascending' ? 'descending' : 'ascending';
    const next = column === sort.value ? flipped : usualDirection(column);
    choose({
      sort: column === 'mean' ? undefined : column,
      direction: next === usualDirection(column) ? undefined : next,
    });
    announcement.value = `Sorted by ${column}, ${next}.`;
  };
  const { models, refused, title } = site.value;
  return (
    <>
      <div class="intro">
        <h1>{title}</h1>
        <p class="quiet">
          {models.length} models, {site.value.benchmarks.length} benchmarks,{' '}
          {scoreCount(site.value).toLocaleString('en')} scores. Small numbers: the 95 % band of the
          rank. Lines: 95 % intervals, on the scale of each column. Ranks are among all models,
          whatever is filtered.
        </p>
      </div>
      <Filters />
      <WeightInputs />
      {models.length === 0 ? (
        <p class="empty">
          There are no scores yet. Score a model, and build the page again: see Participate.
        </p>
      ) : (
        <>
          <div class="above-table">
            <p class="quiet" role="status">
              {places.value.length} of{' '}
              {modelKinds.value.filter((kind) => kind === stimulusKind.value).length} models
            </p>
            <ExportButtons
              models={places.value}
              benchmarks={benchmarks.value.map(({ key }) => key)}
            />
          </div>
          <ScoreTable
            benchmarks={benchmarks.value}
            places={places.value}
            sort={sort.value}
            direction={direction.value}
            onSort={onSort}
          />
          <Notes benchmarks={benchmarks.value} />
        </>
      )}
      {refused.length > 0 && (
        <details>
          <summary>
            {refused.length} {refused.length === 1 ? 'file is' : 'files are'} left out
          </summary>
          <ul>
            {refused.map(({ file, reason }) => (
              <li key={file}>
                <code>{file}</code>: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Filters() {
  const { models } = site.value;
  const benchmarks = site.value.benchmarks.filter(({ stimuli }) => stimuli === stimulusKind.value);
  const regions = [...new Set(benchmarks.map(({ region }) => region))];
  const species = [...new Set(benchmarks.map((one) => one.species))].sort();
  const modalities = [...new Set(benchmarks.flatMap(modalitiesOf))].sort();
  const kinds = [...new Set(models.map(({ kind }) => kind))];
  const wanted = new Set(chosen('region')?.split(','));
  const toggle = (region: string) => {
    if (!wanted.delete(region)) wanted.add(region);
    choose({ region: [...wanted].join(',') });
  };
  const details = benchmarks.filter(({ isDetail }) => isDetail).length;
  return (
    <search class="filters screen-only">
      <label class="choice grow">
        <span>Find</span>
        <input
          type="search"
          value={chosen('text') ?? ''}
          placeholder="Models or benchmarks"
          onInput={(event) => choose({ text: event.currentTarget.value })}
        />
      </label>
      {stimulusKinds.value.length > 1 && (
        <Choice
          name="Stimuli"
          value={stimulusKind.value ?? ''}
          options={stimulusKinds.value.map((kind) => [kind, stimuliText(kind)] as const)}
          onChange={(value) => choose({ stimuli: value, region: undefined, sort: undefined })}
        />
      )}
      <fieldset>
        <legend>Regions</legend>
        {regions.map((region) => (
          <button
            key={region}
            type="button"
            data-region={region}
            aria-pressed={wanted.has(region)}
            onClick={() => toggle(region)}
          >
            {regionText(region)}
          </button>
        ))}
      </fieldset>
      <Choice
        name="Species"
        value={chosen('species') ?? ''}
        options={[['', 'All'], ...species.map((one) => [one, one] as const)]}
        onChange={(value) => choose({ species: value })}
      />
      {modalities.length > 1 && (
        <Choice
          name="Measured by"
          value={chosen('modality') ?? ''}
          options={[['', 'All'], ...modalities.map((one) => [one, modalityText(one)] as const)]}
          onChange={(value) => choose({ modality: value })}
        />
      )}
      <Choice
        name="Kind"
        value={chosen('kind') ?? ''}
        options={[['', 'All'], ...kinds.map((one) => [one, kindTexts[one]] as const)]}
        onChange={(value) => choose({ kind: value })}
      />
      <Choice
        name="Size"
        value={chosen('size') ?? ''}
        options={sizes}
        onChange={(value) => choose({ size: value })}
      />
      {details > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={chosen('parts') === 'yes'}
            onChange={(event) => choose({ parts: event.currentTarget.checked ? 'yes' : undefined })}
          />
          <span>Parts ({details})</span>
        </label>
      )}
    </search>
  );
}

function Notes({ benchmarks }: { readonly benchmarks: readonly SiteBenchmark[] }) {
  const reasons = new Map<string, string[]>();
  for (const { key, noInterval, noBand } of benchmarks) {
    for (const reason of [noInterval, noInterval === undefined ? noBand : undefined]) {
      if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), key]);
    }
  }
  if (reasons.size === 0) return null;
  return (
    <details>
      <summary>Why some have no interval, or no band of ranks</summary>
      <ul>
        {[...reasons].map(([reason, keys]) => (
          <li key={reason}>
            {reason}{' '}
            <span class="quiet">
              {keys.length > 6 ? `${keys.length} benchmarks.` : `${keys.join(', ')}.`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A mean may be over several. */
function modalitiesOf({ modality }: SiteBenchmark): readonly string[] {
  return modality?.split(', ') ?? [];
}

function shownBenchmarks(benchmarks: readonly SiteBenchmark[]): readonly SiteBenchmark[] {
  const regions = chosen('region')?.split(',');
  const [species, text] = [chosen('species'), chosen('text')?.toLowerCase()];
  const modality = chosen('modality');
  const withParts = chosen('parts') === 'yes';
  const inFilters = benchmarks.filter(
    (one) =>
      one.stimuli === stimulusKind.value &&
      (withParts || !one.isDetail) &&
      (regions === undefined || regions.includes(one.region)) &&
      (species === undefined || one.species === species) &&
      (modality === undefined || modalitiesOf(one).includes(modality)),
  );
  if (text === undefined) return inFilters;
  // A text that some benchmark has is about benchmarks, unless it is about models.
  const found = inFilters.filter(({ key, title }) =>
    `${key} ${title}`.toLowerCase().includes(text),
  );
  const isAboutModels = site.value.models.some((model) => textOf(model).includes(text));
  return found.length === 0 || isAboutModels ? inFilters : found;
}

function isWanted(): (model: SiteModel) => boolean {
  const [kind, size, text] = [chosen('kind'), chosen('size'), chosen('text')?.toLowerCase()];
  const isFound = site.value.models.some(
    (model) => text !== undefined && textOf(model).includes(text),
  );
  const isAboutBenchmarks =
    text !== undefined &&
    !isFound &&
    site.value.benchmarks.some(({ key, title }) => `${key} ${title}`.toLowerCase().includes(text));
  return (model) =>
    (kind === undefined || model.kind === kind) &&
    (text === undefined || isAboutBenchmarks || textOf(model).includes(text)) &&
    hasSize(model, size);
}

function textOf({ id, title }: SiteModel): string {
  return `${id} ${title}`.toLowerCase();
}

function hasSize({ bytes }: SiteModel, size: string | undefined): boolean {
  if (size === undefined) return true;
  if (bytes === undefined) return false;
  return size === 'over' ? bytes > 200e6 : bytes <= Number(size) * 1e6;
}

function sortOf(asked: string | undefined, benchmarks: readonly SiteBenchmark[]): string {
  const isKnown = asked === 'model' || benchmarks.some(({ key }) => key === asked);
  if (asked !== undefined && isKnown) return asked;
  // Where no model has a mean, the first column that is full of scores.
  return mean.value.value.some((one) => one !== null) ? 'mean' : (benchmarks[0]?.key ?? 'mean');
}

/** The best first; names from A. */
function usualDirection(column: string): 'ascending' | 'descending' {
  if (column === 'model') return 'ascending';
  const found = site.value.benchmarks.find(({ key }) => key === column);
  return found?.better === 'lower' ? 'ascending' : 'descending';
}

function sortedPlaces(column: string, direction: 'ascending' | 'descending'): readonly number[] {
  const { benchmarks, models } = site.value;
  if (column === 'model')
    return placesInOrder(
      models.map(({ id }) => id),
      direction,
    );
  const found = benchmarks.find(({ key }) => key === column);
  return placesInOrder(found?.scores.value ?? mean.value.value, direction);
}
