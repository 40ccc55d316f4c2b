import { VentralError } from '@ventral/errors';

/** Sizes of a Llama 2. */
export interface LlamaShape {
  /** Numbers of the residual stream. */
  readonly width: number;
  /** Of the other half of each block. */
  readonly hidden: number;
  readonly layers: number;
  /** Heads of queries, and of keys and values: each of these serves as many neighbouring queries. */
  readonly heads: number;
  readonly keyHeads: number;
  readonly vocabulary: number;
  /** Tokens that are read at once. */
  readonly context: number;
}

/** The weights of one block; matrices are `outputs x inputs`, rows one after another. */
export interface LlamaBlock {
  readonly attentionNorm: Float32Array;
  readonly query: Float32Array;
  readonly key: Float32Array;
  readonly value: Float32Array;
  readonly output: Float32Array;
  readonly forwardNorm: Float32Array;
  readonly gate: Float32Array;
  readonly down: Float32Array;
  readonly up: Float32Array;
}

/** A Llama 2: https://doi.org/10.48550/arXiv.2307.09288 */
export interface Llama {
  readonly shape: LlamaShape;
  /** `vocabulary x width`; it scores the next token as well. */
  readonly embedding: Float32Array;
  readonly blocks: readonly LlamaBlock[];
  readonly finalNorm: Float32Array;
  /** Cosines and sines by which pairs of neighbouring numbers are turned, `context x half the width of a head`. */
  readonly cosines: Float32Array;
  readonly sines: Float32Array;
}

/** Width of a head. */
export function headWidth({ width, heads }: LlamaShape): number {
  return width / heads;
}

/** Sizes of the weights of a block, `outputs x inputs`. */
export function blockShapes(
  shape: LlamaShape,
): Readonly<Record<keyof LlamaBlock, readonly number[]>> {
  const { width, hidden, keyHeads } = shape;
  const keys = keyHeads * headWidth(shape);
  return {
    attentionNorm: [width],
    query: [width, width],
    key: [keys, width],
    value: [keys, width],
    output: [width, width],
    forwardNorm: [width],
    gate: [hidden, width],
    down: [width, hidden],
    up: [hidden, width],
  };
}

const headerBytes = 28;
// As the file holds them, each over all blocks.
const order = [
  ...(['attentionNorm', 'query', 'key', 'value', 'output'] as const),
  ...(['forwardNorm', 'gate', 'down', 'up'] as const),
];

/**
 * Reads the weights of a Llama from a file of llama2.c (the first version of its format): seven 32-bit whole numbers,
 * then 32-bit floats.
 *
 * @throws VentralError `MODEL_UNREADABLE` for a file of another length than its sizes say
 */
export function readLlama(bytes: Uint8Array): Llama {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sizes = Array.from({ length: 7 }, (_, index) =>
    bytes.length < headerBytes ? 0 : view.getInt32(4 * index, true),
  );
  const [width = 0, hidden = 0, layers = 0, heads = 1, keyHeads = 0] = sizes;
  // A negative size of the vocabulary says that the classifier has weights of its own, which these do not.
  const [vocabulary = 0, context = 0] = sizes.slice(5);
  const shape = { width, hidden, layers, heads, keyHeads, vocabulary, context };
  const shapes = blockShapes(shape);
  const lengthOf = (name: keyof LlamaBlock) => shapes[name].reduce((one, size) => one * size, 1);
  const turns = (context * headWidth(shape)) / 2;
  const ofBlock = order.reduce((sum, name) => sum + lengthOf(name), 0);
  const expected = vocabulary * width + layers * ofBlock + width + 2 * turns;
  if (expected <= 0 || bytes.length !== headerBytes + 4 * expected) {
    throw new VentralError(
      'MODEL_UNREADABLE',
      `The weights of a Llama are ${bytes.length} bytes; its sizes (${sizes.join(', ')}) ask for ` +
        `${headerBytes + 4 * expected}.`,
      {
        hint: 'Give a file of the first version of the format of llama2.c, such as stories260K.bin.',
      },
    );
  }
  let at = headerBytes;
  const take = (length: number) => {
    const values = Float32Array.from({ length }, (_, index) =>
      view.getFloat32(at + 4 * index, true),
    );
    at += 4 * length;
    return values;
  };
  const embedding = take(vocabulary * width);
  const stacks = new Map(
    order.map((name) => [name, Array.from({ length: layers }, () => take(lengthOf(name)))]),
  );
  const blocks = Array.from({ length: layers }, (_, index) => {
    const own = order.map((name) => [name, stacks.get(name)?.[index]] as const);
    return Object.fromEntries(own) as unknown as LlamaBlock;
  });
  const [finalNorm, cosines, sines] = [take(width), take(turns), take(turns)];
  return { shape, embedding, blocks, finalNorm, cosines, sines };
}
