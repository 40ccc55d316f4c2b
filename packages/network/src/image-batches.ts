import type { RgbImage, Stimulus } from '@ventral/arrays';
import type { Preprocessing } from '@ventral/images';
import type { ImageInput } from './image-input.ts';
import { prepareBatch } from './prepare-batch.ts';

/** A batch of stimuli as a network takes it. */
export interface ImageBatch {
  /** `rows x` what the network takes for one image; the batch after the next takes its place. */
  readonly data: Float32Array;
  /** As many as there are ids, or more where the network's file fixes their number. */
  readonly rows: number;
  readonly ids: readonly string[];
}

/** Makes stimuli ready for a network, batch by batch, and has the images of the next decoded meanwhile. */
export class ImageBatches {
  readonly #stimuli: readonly Stimulus[];
  readonly #most: number;
  readonly #input: ImageInput;
  readonly #preprocessing: Preprocessing;
  // The network may still read one while the other is filled.
  readonly #buffers: readonly Float32Array[];
  #images: Promise<readonly RgbImage[]>;

  /** @param most stimuli of a batch */
  constructor(
    stimuli: readonly Stimulus[],
    most: number,
    input: ImageInput,
    preprocessing: Preprocessing,
  ) {
    this.#stimuli = stimuli;
    this.#most = most;
    this.#input = input;
    this.#preprocessing = preprocessing;
    const length = most * this.#imageLength;
    this.#buffers = (stimuli.length > most ? [0, 1] : [0]).map(() => new Float32Array(length));
    this.#images = this.#load(0);
  }

  /** The batch that begins with a stimulus; they are asked for in order. */
  prepare(start: number): Promise<ImageBatch> {
    const batch = this.#make(start);
    // Whoever awaits it hears of a failure; until then it is not unhandled.
    batch.catch(() => {});
    return batch;
  }

  async #make(start: number): Promise<ImageBatch> {
    const ids = this.#stimuli.slice(start, start + this.#most).map(({ id }) => id);
    const rows = this.#input.batch ?? ids.length;
    const buffer = this.#buffers[(start / this.#most) % this.#buffers.length] as Float32Array;
    const data = buffer.subarray(0, rows * this.#imageLength);
    const images = await this.#images;
    this.#images = this.#load(start + this.#most);
    prepareBatch(images, data, this.#input, this.#preprocessing);
    return { data, rows, ids };
  }

  get #imageLength(): number {
    return 3 * this.#input.size.width * this.#input.size.height;
  }

  #load(start: number): Promise<readonly RgbImage[]> {
    const stimuli = this.#stimuli.slice(start, start + this.#most);
    const images = Promise.all(stimuli.map((stimulus) => stimulus.load()));
    images.catch(() => {});
    return images;
  }
}
