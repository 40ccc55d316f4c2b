import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { RgbImage, Stimulus, StimulusSet } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { hashOwnFile, withUnchangedFile } from '@ventral/files';
import { decodeImage } from '@ventral/images';
import { type ClickMeExample, parseExample } from './parse-example.ts';
import { type RecordRange, recordRanges } from './record-ranges.ts';

/** Images of ImageNet, and which of their places people found important. */
export interface ClickMeImages {
  /** 256 x 256 pixels; ids are `train-0.tfrecords/0`. */
  readonly stimuli: StimulusSet;
  /** Of each image, one of the 1,000 classes of ImageNet, from 0. */
  readonly labels: readonly number[];
  /**
   * How important people found each pixel of an image, row by row, from 0 to 255. Fel et al. resize this to 64 x 64,
   * blur it, and resize it to 224 x 224.
   *
   * @param index of the image
   * @throws VentralError `IMAGE_UNREADABLE`, naming it
   */
  importance(index: number): Promise<Uint8Array>;
}

const side = 256;

/**
 * Opens shards of ClickMe, as serre-lab publishes them: files in the form of TFRecord, an example an image, with
 * `image` (JPEG, 256 x 256), `heatmap` (JPEG, grey, 256 x 256) and `label`.
 *
 * Each file is read once whole, and its checksums are compared; images and maps are read and decoded when they are
 * asked for. Memory is that of the largest file.
 *
 * Reference: Linsley, Shiebler, Eberhardt & Serre (2019), https://openreview.net/forum?id=BJgLg3R9KQ; Fel et al.
 * (2022), https://doi.org/10.48550/arXiv.2211.04533
 *
 * @param paths of the shards, in the order of their images
 * @throws VentralError `DATA_CORRUPT` for a file that is damaged or of another form
 * @throws VentralError `FILE_UNREADABLE`
 */
export async function openClickMe(paths: readonly string[]): Promise<ClickMeImages> {
  const digest = createHash('sha256').update('ClickMe 1');
  const places: { readonly id: string; readonly path: string; readonly range: RecordRange }[] = [];
  const labels: number[] = [];
  for (const path of paths) {
    digest.update(`\n${(await hashOwnFile(path)).sha256}`);
    const bytes = await withUnchangedFile(path, (file) => file.readFile());
    let record = 0;
    try {
      for (const range of recordRanges(bytes)) {
        const { start, length } = range;
        labels.push(parseExample(bytes.subarray(start, start + length)).label);
        places.push({ id: `${basename(path)}/${record++}`, path, range });
      }
    } catch (cause) {
      const { message } = cause as Error;
      throw new VentralError(
        'DATA_CORRUPT',
        `${path} is no shard of ClickMe: ${message}, after ${record} images.`,
        { hint: 'Fetch it again, uncompressed.', cause },
      );
    }
  }
  const exampleOf = async (index: number): Promise<ClickMeExample> => {
    const { path, range } = places[index]!;
    const bytes = await withUnchangedFile(path, async (file) => {
      const content = new Uint8Array(range.length);
      await file.read(content, 0, range.length, range.start);
      return content;
    });
    return parseExample(bytes);
  };
  const stimuli = places.map(
    ({ id }, index): Stimulus =>
      Object.freeze({ id, load: async () => decode((await exampleOf(index)).image, id) }),
  );
  return Object.freeze({
    stimuli: Object.freeze({ id: 'ClickMe', digest: digest.digest('hex'), stimuli }),
    labels,
    async importance(index: number) {
      const { heatmap } = await exampleOf(index);
      const { data } = await decode(heatmap, `the map of ${places[index]!.id}`);
      return data.filter((_, place) => place % 3 === 0);
    },
  });
}

async function decode(bytes: Uint8Array, name: string): Promise<RgbImage> {
  const image = await decodeImage(bytes, name);
  if (image.width === side && image.height === side) return image;
  throw new VentralError(
    'IMAGE_UNREADABLE',
    `'${name}' has ${image.width} x ${image.height} pixels, not ${side} x ${side}.`,
    { hint: 'Give the shards as they were published.' },
  );
}
