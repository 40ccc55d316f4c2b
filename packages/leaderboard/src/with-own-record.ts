import { makeSiteData } from './make-site-data.ts';
import type { RecordEntry } from './record-entry.ts';
import {
  type Maybe,
  marks,
  type ScoreColumn,
  type SiteBenchmark,
  type SiteData,
} from './site-data.ts';

/**
 * A site with a reader's own record among the others: a row more. The ranks of the others stay; the own
 * one is that which the record would have.
 */
export function withOwnRecord(site: SiteData, entries: readonly RecordEntry[]): SiteData {
  const facts = { benchmarks: new Map(), models: new Map() };
  const own = makeSiteData({ entries, facts });
  const [model] = own.models;
  if (model === undefined) return site;
  const lists = own.texts.length;
  const moved = site.benchmarks.map((benchmark) => {
    const found = own.benchmarks.find(({ key }) => key === benchmark.key);
    return { ...benchmark, scores: appended(benchmark, found, site.texts.length) };
  });
  const known = new Set(site.benchmarks.map(({ key }) => key));
  const empty: readonly Maybe[] = site.models.map(() => null);
  const added = own.benchmarks
    .filter(({ key }) => !known.has(key))
    .map((benchmark) => ({
      ...benchmark,
      scores: appended(
        { ...benchmark, scores: listsOf(() => empty) },
        benchmark,
        site.texts.length,
      ),
    }));
  return {
    ...site,
    models: [...site.models, { ...model, id: freeName(model.id, site) }],
    benchmarks: [...moved, ...added],
    texts: lists === 0 ? site.texts : [...site.texts, ...own.texts],
    layerScores: [...site.layerScores, ...own.layerScores.map(moveTo(site.models.length))],
    subjectScores: [...site.subjectScores, ...own.subjectScores.map(moveTo(site.models.length))],
    courses: [...site.courses, ...own.courses.map(moveTo(site.models.length))],
    choices: [...site.choices, ...own.choices.map(moveTo(site.models.length))],
  };
}

function moveTo(model: number) {
  return <One extends object>(one: One) => ({ ...one, model });
}

function appended(
  { scores, better }: SiteBenchmark,
  own: SiteBenchmark | undefined,
  textCount: number,
): ScoreColumn {
  const value = own?.scores.value[0] ?? null;
  const ahead = scores.value.filter(
    (other) =>
      other !== null && value !== null && (better === 'higher' ? other > value : other < value),
  ).length;
  const texts = new Set<keyof ScoreColumn>(['layer', 'flags', 'device', 'packages']);
  return listsOf((name) => {
    const entry = own?.scores[name][0] ?? null;
    if (name === 'rank') return [...scores.rank, value === null ? null : ahead + 1];
    if (name === 'marks')
      return [...scores.marks, value === null ? null : (entry ?? 0) | marks.own];
    return [...scores[name], entry !== null && texts.has(name) ? entry + textCount : entry];
  });
}

function listsOf(make: (name: keyof ScoreColumn) => readonly Maybe[]): ScoreColumn {
  return {
    value: make('value'),
    low: make('low'),
    high: make('high'),
    rank: make('rank'),
    rankLow: make('rankLow'),
    rankHigh: make('rankHigh'),
    day: make('day'),
    layer: make('layer'),
    flags: make('flags'),
    device: make('device'),
    packages: make('packages'),
    marks: make('marks'),
  };
}

function freeName(id: string, { models }: SiteData): string {
  const taken = new Set(models.map((model) => model.id));
  let [name, count] = [taken.has(id) ? `${id} (yours)` : id, 1];
  while (taken.has(name)) name = `${id} (yours ${++count})`;
  return name;
}
