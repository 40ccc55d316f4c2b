import { computed, signal } from '@preact/signals';
import type { RecordEntry } from '../src/record-entry.ts';
import type { SiteBenchmark, SiteData } from '../src/site-data.ts';
import {
  defaultWeights,
  kindsOfModels,
  meanOfEachKind,
  type Weights,
} from '../src/weighted-mean.ts';
import { withOwnRecord } from '../src/with-own-record.ts';
import { chosen } from './address.ts';

const empty: SiteData = {
  ...{ format: 1, title: 'Ventral leaderboard', newest: null, live: false },
  ...{
    models: [],
    benchmarks: [],
    history: [],
    layerScores: [],
    subjectScores: [],
    courses: [],
    choices: [],
    texts: [],
  },
  ...{ refused: [], published: [] },
};

function readData(): SiteData {
  const text = document.getElementById('site-data')?.textContent ?? '';
  return text.trim() === '' ? empty : (JSON.parse(text) as SiteData);
}

const shared = signal(readData());
const own = signal<readonly (readonly RecordEntry[])[]>([]);

/** What is said to those who do not see the page change. */
export const announcement = signal('');

/** All that the page shows, the reader's own records among it. */
export const site = computed(() => own.value.reduce(withOwnRecord, shared.value));

/** Puts a record of the reader's own among the others; nothing leaves the page. */
export function addOwn(entries: readonly RecordEntry[]): void {
  own.value = [...own.value, entries];
}

/** Takes the reader's own records away again. */
export function removeOwn(): void {
  own.value = [];
  announcement.value = 'Your records were taken away.';
}

/** How many records of the reader's own are shown. */
export const ownCount = computed(() => own.value.length);

// Alone, so that other choices do not make the mean anew.
const askedWeights = computed(() => chosen('weights'));

/** How much each benchmark counts, as the address says. */
export const weights = computed<Weights>(() => {
  const asked = askedWeights.value;
  const byDefault = defaultWeights(site.value.benchmarks);
  if (asked === undefined) return byDefault;
  const named = asked.split(',').flatMap((one) => {
    const at = one.lastIndexOf(':');
    const [key, weight] = [decodeURIComponent(one.slice(0, at)), Number(one.slice(at + 1))];
    return at > 0 && weight >= 0 && Number.isFinite(weight) ? [[key, weight] as const] : [];
  });
  return { ...byDefault, ...Object.fromEntries(named) };
});

/** The weighted mean of each model, ranked among those of its kind. */
export const mean = computed(() => {
  const { benchmarks, models } = site.value;
  return meanOfEachKind(benchmarks, weights.value, models.length);
});

/** The kinds of stimuli that there are benchmarks with. */
export const stimulusKinds = computed(() => [
  ...new Set(site.value.benchmarks.map(({ stimuli }) => stimuli)),
]);

/** The kind that the table is of: no model is on two. */
export const stimulusKind = computed(() => {
  const asked = chosen('stimuli');
  return stimulusKinds.value.find((kind) => kind === asked) ?? stimulusKinds.value[0];
});

/** The kind of stimuli that each model was scored on. */
export const modelKinds = computed(() =>
  kindsOfModels(site.value.benchmarks, site.value.models.length),
);

/** The benchmark of a key. */
export function benchmarkOf(key: string): SiteBenchmark | undefined {
  return site.value.benchmarks.find((one) => one.key === key);
}

/** Follows a server that tells of new records. */
export function follow(): void {
  if (!shared.value.live) return;
  const source = new EventSource('./events');
  // One after another: an answer that is overtaken would bring back what was.
  let reading = Promise.resolve();
  const readNext = () => {
    // A server that is gone is asked again when it is back.
    reading = reading.then(readAgain).catch(() => {});
  };
  // No event tells of what changed before there was a connection, or while it was lost.
  source.addEventListener('open', readNext);
  source.addEventListener('change', readNext);
}

async function readAgain(): Promise<void> {
  const response = await fetch('./site.json', { cache: 'no-store' });
  if (!response.ok) return;
  const next = (await response.json()) as SiteData;
  if (JSON.stringify(next) === JSON.stringify(shared.value)) return;
  const more = scoreCount(next) - scoreCount(shared.value);
  shared.value = next;
  announcement.value =
    more > 0 ? `${more} new ${more === 1 ? 'score' : 'scores'}.` : 'The records have changed.';
}

/** How many scores a site has. */
export function scoreCount({ benchmarks }: SiteData): number {
  return benchmarks.reduce(
    (sum, { scores }) => sum + scores.value.filter((value) => value !== null).length,
    0,
  );
}
