import { coordinate, type TextSpan } from '@ventral/arrays';
import { defineTextDataset } from '@ventral/brainio';
import { createRunContext } from '@ventral/host';
import { makeFolder, type NetcdfContent, openBucket, writeNetcdf } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

const sentences = ['The pianist', 'went blind .', 'She', ', too,', 'played.', 'A bee', 'flew  '];
const passages = ['piano', 'piano', 'piano', 'piano', 'piano', 'bees', 'bees'];
const experiments = ['first', 'first', 'first', 'first', 'first', 'second', 'second'];

/** Three neuroids; the last took part in the first experiment only. */
function content(changes: Partial<NetcdfContent['variables']> = {}): NetcdfContent {
  const values = sentences.flatMap((_, row) => [row, row / 2, row < 5 ? -row : Number.NaN]);
  const along = (dim: string, labels: readonly string[] | Int32Array) => ({
    dims: [dim],
    values: labels,
  });
  return {
    dims: { presentation: 7, neuroid: 3 },
    variables: {
      data: { dims: ['presentation', 'neuroid'], values: Float64Array.from(values) },
      stimulus_id: along(
        'presentation',
        Int32Array.from(sentences, (_, row) => row),
      ),
      stimulus: along('presentation', sentences),
      passage_label: along('presentation', passages),
      experiment: along('presentation', experiments),
      neuroid_id: along('neuroid', Int32Array.of(10, 11, 12)),
      subject_UID: along('neuroid', ['018', '018', '426']),
      ...changes,
    },
  };
}

async function load(part: string | undefined, written = content()) {
  await using folder = await makeFolder({});
  await writeNetcdf(`${folder.path}/assy_Read.nc`, written);
  await using bucket = await openBucket(folder.path);
  const dataset = defineTextDataset({
    ...{ id: 'Read', title: 'Read', species: 'human', modality: 'fMRI', region: 'language_system' },
    ...{ text: 'passage_label', subject: 'subject_UID' },
    recordings: bucket.pin('assy_Read.nc'),
    ...(part !== undefined && {
      parts: { first: { experiment: 'first' }, second: { experiment: 'second' } },
    }),
  });
  const context = createRunContext({
    cacheFolder: `${folder.path}/cache`,
    mirrors: [],
    offline: false,
  });
  return { dataset, data: await dataset.load(context, part) };
}

const read = ({ text, start, end }: TextSpan) => [text.slice(0, start), text.slice(start, end)];

describe('recordings of people who read', () => {
  it('are of pieces of texts, read behind what came before', async () => {
    const { dataset, data } = await load('first');
    expect(dataset).toMatchObject({ stimuli: 'text', parts: ['first', 'second'] });
    expect(data.stimuli).toMatchObject({ id: 'Read.first', kind: 'text' });
    const spans = await Promise.all(data.stimuli.stimuli.map((stimulus) => stimulus.load()));
    expect(spans.map(read)).toEqual([
      ['', 'The pianist'],
      ['The pianist ', 'went blind .'],
      ['The pianist went blind . ', 'She'],
      ['The pianist went blind . She', ', too,'],
      ['The pianist went blind . She, too, ', 'played.'],
    ]);
    expect(data.recordings.shape).toEqual([5, 3]);
    expect(coordinate(data.recordings, 'subject')).toEqual(['018', '018', '426']);
  });

  it('leave out neuroids that lack values, part by part', async () => {
    const { data } = await load('second');
    expect(coordinate(data.recordings, 'neuroid_id')).toEqual([10, 11]);
    const spans = await Promise.all(data.stimuli.stimuli.map((stimulus) => stimulus.load()));
    expect(spans.map(read)).toEqual([
      ['', 'A bee'],
      ['A bee ', 'flew'],
    ]);
  });

  it('are refused where a piece is no text, comes twice, or nothing is whole', async () => {
    const twice = Int32Array.of(0, 1, 2, 3, 4, 5, 5);
    const alike = content({ stimulus_id: { dims: ['presentation'], values: twice } });
    const message = (text: string) => ({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining(text),
    });
    await expect(load(undefined, alike)).rejects.toMatchObject(
      message("'5' of Read was presented"),
    );
    const numbers = content({ stimulus: { dims: ['presentation'], values: twice } });
    await expect(load(undefined, numbers)).rejects.toMatchObject(message('is 0, and no text'));
    const values = new Float64Array(21).fill(Number.NaN);
    const unknown = content({ data: { dims: ['presentation', 'neuroid'], values } });
    await expect(load(undefined, unknown)).rejects.toMatchObject(message('lacks some value'));
  });
});
