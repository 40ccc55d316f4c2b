import type { Assembly, RgbImage, StimulusSet, TextSpan } from '@ventral/arrays';
import type {
  BehavioralData,
  Dataset,
  LabelledImages,
  NeuralData,
  PinnedFile,
  RegionalData,
  RunContext,
} from '@ventral/core';
import { expect } from 'vitest';
import { pluginRules } from './plugin-rules.ts';
import { requirePinnedFiles } from './require-pinned-files.ts';
import type { Rules } from './rules.ts';

/** A data set, and what to load of it. */
export interface DatasetSubject {
  readonly plugin: Dataset;
  readonly context: RunContext;
  readonly part?: string;
}

/** What is asked of a data set before any of its files is read. */
export const datasetRules: Rules<Pick<DatasetSubject, 'plugin'>> = {
  ...pluginRules('dataset'),

  'states its licence and citation': ({ plugin }) => {
    expect(plugin.licence).toMatch(/\S/);
    expect(plugin.citation).toMatch(/\S/);
  },

  'states the species and the regions, each once': ({ plugin }) => {
    expect(plugin.species).toMatch(/\S/);
    expect([...new Set(plugin.regions)]).toEqual(plugin.regions);
  },

  'pins its files': ({ plugin }) => requirePinnedFiles(plugin.files),

  'names its parts, each once': ({ plugin }) => {
    const { parts = [] } = plugin;
    expect([...new Set(parts)]).toEqual(parts);
    for (const part of parts) expect(part).toMatch(/\S/);
  },

  'has the files of every part among its own': ({ plugin }) => {
    const known = new Set(plugin.files.map(keyOf));
    for (const part of plugin.parts ?? []) {
      const files = plugin.filesOf(part);
      expect(files.map(keyOf).filter((key) => !known.has(key))).toEqual([]);
    }
  },
};

/** What is asked of its content. */
export const datasetLoadRules: Rules<DatasetSubject> = {
  'loads stimuli that can be told apart': async (subject) => {
    const { stimuli } = await load(subject);
    const kind = subject.plugin.stimuli;
    expect(stimuli.kind ?? 'image').toBe(kind);
    const ids = stimuli.stimuli.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect([...new Set(ids)]).toEqual(ids);
    expect(stimuli.digest).toMatch(/\S/);
    const content = await stimuli.stimuli[0]?.load();
    if (kind === 'image') {
      const { data, width, height } = content as RgbImage;
      expect(data.length).toBe(width * height * 3);
    }
    if (kind === 'text') {
      const { text, start, end } = content as TextSpan;
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(text.length).toBeGreaterThanOrEqual(end);
    }
  },

  'loads stimuli as wide as it says': async (subject) => {
    const { stimuli } = await load(subject);
    expect(stimuli.degrees).toBe(subject.plugin.degrees);
  },

  'loads recordings, choices or classes of those stimuli': async (subject) => {
    const { stimuli, measured } = await load(subject);
    if ('labels' in measured) return requireClasses(stimuli, measured);
    const { dims, coords } = measured;
    const { stimulus_id: stimulusId, neuroid_id: neuroidId } = coords;
    if (neuroidId !== undefined || dims.includes('neuroid')) {
      expect(dims.slice(0, 2)).toEqual(['presentation', 'neuroid']);
      expect(stimulusId?.dim).toBe('presentation');
      expect(neuroidId?.dim).toBe('neuroid');
      expect(new Set(neuroidId?.values).size).toBe(neuroidId?.values.length);
    }
    const shown = new Set<unknown>(stimuli.stimuli.map(({ id }) => id));
    // A judgement is about several stimuli.
    const named = [stimulusId, coords.object1, coords.object2, coords.object3].flatMap(
      (labels) => labels?.values ?? [],
    );
    expect(named.length, 'stimulus_id, or object1, object2 and object3').toBeGreaterThan(0);
    expect(named.filter((id) => !shown.has(id))).toEqual([]);
  },

  'loads the same each time': async (subject) => {
    const [first, second] = [await load(subject), await load(subject)];
    expect(second.stimuli.digest).toBe(first.stimuli.digest);
    expect(second.measured).toEqual(first.measured);
  },

  'reads no files but those of the part': async (subject) => {
    const { plugin, part } = subject;
    const used: PinnedFile[] = [];
    await load(subject, (file) => used.push(file));
    const known = new Set(plugin.filesOf(part).map(keyOf));
    expect(used.map(keyOf).filter((key) => !known.has(key))).toEqual([]);
    expect(used.length > 0 || plugin.files.length === 0, 'its files are read').toBe(true);
  },
};

interface Loaded {
  readonly stimuli: StimulusSet<unknown>;
  /**
   * Recordings, those of the first region where they are read region by region; choices; or the
   * classes of labelled images.
   */
  readonly measured: Assembly | Omit<LabelledImages, 'stimuli'>;
}

async function load(
  { plugin, context, part }: DatasetSubject,
  fileUsed: RunContext['fileUsed'] = context.fileUsed,
): Promise<Loaded> {
  const loaded = await plugin.load({ ...context, fileUsed }, part);
  const data = loaded as Partial<NeuralData & RegionalData & BehavioralData & LabelledImages>;
  const { recordings = data.trials } = (await data.region?.(plugin.regions[0] as string)) ?? data;
  expect(data.stimuli, 'stimuli').toBeDefined();
  const stimuli = data.stimuli as StimulusSet<unknown>;
  const { labels, classes } = data;
  if (labels !== undefined && classes !== undefined) {
    return { stimuli, measured: { labels, classes } };
  }
  expect(
    recordings,
    'recordings, recordings by region, trials, or labels and classes',
  ).toBeDefined();
  return { stimuli, measured: recordings as Assembly };
}

function requireClasses(
  { stimuli, columns }: StimulusSet<unknown>,
  { labels, classes }: Omit<LabelledImages, 'stimuli'>,
): void {
  expect([...new Set(classes)]).toEqual(classes);
  expect(labels).toHaveLength(stimuli.length);
  expect(labels.filter((label) => !Object.hasOwn(classes, label))).toEqual([]);
  expect(columns?.truth).toEqual(labels.map((label) => classes[label]));
}

function keyOf({ path, hash }: PinnedFile): string {
  return `${path} ${hash.digest}`;
}
