import { type FeatureMatrix, selectStimuli } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { invalidFeature, type RunOptions, yieldToEvents } from '@ventral/numerics';
import type { Triplet } from './triplets.ts';

/** The names of all ways to say how alike two objects are. */
export const similarityNames = ['dot', 'cosine', 'euclidean'] as const;

/**
 * How alike two objects are: the dot product of their features, the cosine between them, or minus their
 * Euclidean distance.
 */
export type Similarity = (typeof similarityNames)[number];

// Of one block of features, in float64.
const blockBytes = 2 ** 26;

/**
 * How alike the two objects are that stay when one is taken as the odd one.
 *
 * @param features of all objects of the triplets, and perhaps of others; read a block of columns at a time
 * @returns `triplets x 3`, in the order of the objects of each triplet
 * @throws VentralError `STIMULI_MISMATCH` naming objects without features
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity; for features that are all 0 where `cosine` is
 *   asked for; for features whose products are beyond float64
 */
export async function similaritiesWithout(
  features: FeatureMatrix,
  triplets: readonly Triplet[],
  similarity: Similarity,
  { signal, onProgress }: RunOptions,
): Promise<Float64Array> {
  const objects = [...new Set(triplets.flatMap((triplet) => triplet.objects))];
  requireFeatures(features, objects);
  const own = selectStimuli(features, objects);
  const pairs = pairRows(triplets, objects);
  const sums = new Float64Array(pairs.length / 2);
  const norms = new Float64Array(objects.length);
  const width = Math.max(1, Math.floor(blockBytes / (8 * objects.length)));
  const { featureCount } = own;
  for (let start = 0; start < featureCount; start += width) {
    await yieldToEvents(signal, `comparing features (${start} of ${featureCount})`);
    const end = Math.min(start + width, featureCount);
    const block = await own.readColumns(start, end);
    if (!isAllFinite(block)) throw invalidFeature(own, block, start, end);
    if (similarity === 'euclidean') addSquaredDistances(sums, pairs, block, end - start);
    else addProducts(sums, pairs, block, end - start);
    if (similarity === 'cosine') addSquares(norms, block, end - start);
    onProgress?.(end, featureCount);
  }
  finish(sums, pairs, norms, similarity, objects);
  return sums;
}

/** More objects than those that were judged are no error: embeddings hold all that there are. */
function requireFeatures({ stimulusIds }: FeatureMatrix, objects: readonly string[]): void {
  const known = new Set(stimulusIds);
  const missing = objects.filter((object) => !known.has(object));
  if (missing.length === 0) return;
  const named = missing.slice(0, 3).map((object) => `'${object}'`);
  throw new VentralError(
    'STIMULI_MISMATCH',
    `${missing.length} of ${objects.length} objects that people judged have no features (${named.join(', ')}` +
      `${missing.length > 3 ? ', ...' : ''}).`,
    { hint: 'Give one row of features an object, under the names that the trials use.' },
  );
}

/** Of each triplet, for each of its objects, the rows of the two others. */
function pairRows(triplets: readonly Triplet[], objects: readonly string[]): Uint32Array {
  const rowOf = new Map(objects.map((object, row) => [object, row]));
  return Uint32Array.from(
    triplets.flatMap((triplet) => {
      const [a, b, c] = triplet.objects.map((object) => rowOf.get(object) as number);
      return [b, c, a, c, a, b] as number[];
    }),
  );
}

function isAllFinite(block: Float32Array | Float64Array): boolean {
  // A product with 0 is 0, unless it is of NaN or infinity.
  let sum = 0;
  for (let cell = 0; cell < block.length; cell++) sum += 0 * block[cell]!;
  return sum === 0;
}

function addProducts(
  sums: Float64Array,
  pairs: Uint32Array,
  block: Float32Array | Float64Array,
  width: number,
): void {
  for (let pair = 0; pair < sums.length; pair++) {
    const [left, right] = [pairs[2 * pair]! * width, pairs[2 * pair + 1]! * width];
    let sum = 0;
    for (let column = 0; column < width; column++) {
      sum += block[left + column]! * block[right + column]!;
    }
    sums[pair]! += sum;
  }
}

function addSquaredDistances(
  sums: Float64Array,
  pairs: Uint32Array,
  block: Float32Array | Float64Array,
  width: number,
): void {
  for (let pair = 0; pair < sums.length; pair++) {
    const [left, right] = [pairs[2 * pair]! * width, pairs[2 * pair + 1]! * width];
    let sum = 0;
    for (let column = 0; column < width; column++) {
      sum += (block[left + column]! - block[right + column]!) ** 2;
    }
    sums[pair]! += sum;
  }
}

function addSquares(norms: Float64Array, block: Float32Array | Float64Array, width: number): void {
  for (let cell = 0; cell < block.length; cell++) {
    norms[Math.floor(cell / width)]! += block[cell]! ** 2;
  }
}

function finish(
  sums: Float64Array,
  pairs: Uint32Array,
  norms: Float64Array,
  similarity: Similarity,
  objects: readonly string[],
): void {
  if (similarity === 'cosine') {
    const silent = norms.indexOf(0);
    if (silent >= 0) {
      throw new VentralError(
        'RESPONSES_INVALID',
        `Every feature of '${objects[silent]}' is 0: it has no direction, and no cosine.`,
        { hint: 'Choose another layer, or similarity=dot.' },
      );
    }
  }
  for (let pair = 0; pair < sums.length; pair++) {
    const sum = sums[pair]!;
    if (similarity === 'euclidean') sums[pair] = -Math.sqrt(sum);
    if (similarity === 'cosine') {
      const [left, right] = [norms[pairs[2 * pair]!]!, norms[pairs[2 * pair + 1]!]!];
      sums[pair] = sum / Math.sqrt(left) / Math.sqrt(right);
    }
    if (Number.isFinite(sums[pair])) continue;
    throw new VentralError(
      'RESPONSES_INVALID',
      `'${objects[pairs[2 * pair]!]}' and '${objects[pairs[2 * pair + 1]!]}' have features whose products ` +
        `are ${sums[pair]}: beyond float64.`,
      { hint: 'Give the features in another unit.' },
    );
  }
}
