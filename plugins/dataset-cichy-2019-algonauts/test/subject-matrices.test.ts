import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { encodeNpy } from '@ventral/arrays';
import { readSubjectMatrices } from '@ventral/dataset-cichy-2019-algonauts';
import { RandomState } from '@ventral/numerics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventral-subject-matrices-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const stimulusIds = ['cat', 'dog', 'owl', 'eel'];
const size = stimulusIds.length;

/** Symmetric matrices of subjects, or of their times, one after another. */
function drawMatrices(count: number): Float64Array {
  const random = new RandomState(1);
  const values = new Float64Array(count * size * size);
  for (let matrix = 0; matrix < count; matrix++) {
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < row; column++) {
        const value = 1 + random.standardNormal() / 10;
        values[(matrix * size + row) * size + column] = value;
        values[(matrix * size + column) * size + row] = value;
      }
    }
  }
  return values;
}

/** A .npz as numpy.savez writes it: stored, one array. */
async function write(
  name: string,
  shape: readonly number[],
  values: Float64Array,
  array = 'arr_0',
) {
  const path = join(folder, name);
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(encodeNpy(values, shape)), `${array}.npy`, { compress: false });
  zip.end();
  await writeFile(path, await buffer(zip.outputStream));
  return path;
}

describe('matrices of subjects', () => {
  it('are read as fMRI has them, whatever their array is called', async () => {
    const values = drawMatrices(3);
    const path = await write('fmri_EVC_RDMs.npz', [3, size, size], values, 'Net_RDM');
    const read = await readSubjectMatrices(path, { stimulusIds, subjects: 3 });
    expect(read.shape).toEqual([3, size, size]);
    expect([...read.values]).toEqual([...values]);
    expect(read.coords.subject?.values).toEqual(['S01', 'S02', 'S03']);
    expect(read.coords.stimulus_id).toEqual({ dim: 'stimulus', values: stimulusIds });
  });

  it('of MEG are the mean over times, or those of one', async () => {
    const [subjects, times] = [15, 20];
    const values = drawMatrices(subjects * times);
    const path = await write('meg_early_RDMs.npz', [subjects, times, size, size], values);
    const cells = size * size;
    const expected = Float64Array.from({ length: subjects * cells }, (_, at) => {
      const [subject, cell] = [Math.floor(at / cells), at % cells];
      let sum = 0;
      for (let time = 0; time < times; time++)
        sum += values[(subject * times + time) * cells + cell] as number;
      return sum / times;
    });
    const mean = await readSubjectMatrices(path, { stimulusIds, subjects });
    for (const [cell, value] of expected.entries())
      expect(mean.values[cell]).toBeCloseTo(value, 12);
    const last = await readSubjectMatrices(path, { stimulusIds, time: times - 1 });
    expect([...last.values.subarray(cells, 2 * cells)]).toEqual([
      ...values.subarray((2 * times - 1) * cells, 2 * times * cells),
    ]);
    await expect(readSubjectMatrices(path, { stimulusIds, time: times })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('has 20 times; there is no time 20'),
    });
  });

  it.each([
    ['a missing subject', [14, size, size], 'SHAPE_MISMATCH', 'of 14 subjects, not of 15'],
    ['another number of images', [15, 3, 3], 'STIMULI_MISMATCH', 'of 3 stimuli; 4 are named'],
    ['what is not square', [15, size, 3], 'SHAPE_MISMATCH', 'not square matrices'],
    ['a single matrix', [size, size], 'SHAPE_MISMATCH', 'not square matrices'],
    ['too many dimensions', [15, 1, 2, size, size], 'SHAPE_MISMATCH', 'not square matrices'],
  ])('are refused with %s', async (name, shape, code, message) => {
    const values = new Float64Array(shape.reduce((product, one) => product * one, 1));
    const path = await write(`${name}.npz`, shape, values);
    await expect(readSubjectMatrices(path, { stimulusIds, subjects: 15 })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('are refused where a file is no array', async () => {
    const path = join(folder, 'damaged.npz');
    await writeFile(path, 'nothing');
    await expect(readSubjectMatrices(path, { stimulusIds })).rejects.toMatchObject({
      code: expect.stringMatching(/DATA_CORRUPT|FILE_UNREADABLE/),
    });
  });
});
