import { DeflatedMatrix } from './deflated-matrix.ts';
import { createMatrix, type Matrix, transposeMatrix } from './matrix.ts';
import { multiplyRepeatedly } from './matrix-engine.ts';
import { addOuterProduct, addScaled, dot, normalize, scale } from './matrix-vector.ts';

/** When the power iteration for one component ends. */
export interface PowerIterationOptions {
  /** Iterations at most. */
  readonly maxIterations: number;
  /** The squared distance of successive weights below which it ends. */
  readonly tolerance: number;
}

/**
 * The state of PLS on the training rows of one split: all that NIPALS iterates on, without the
 * rows.
 *
 * With `X` and `Y` deflated by the components so far and `S = X'Y`, NIPALS alternates
 * `w = S c / |S c|` and `c ~ S'w`. So it needs no row of `X` or `Y`; and on the smaller side of `S`
 * it only needs `G = S'S` (fewer targets than features: `c` becomes `G c`, and `|S c|^2 = c'G c`)
 * or `G = S S'` (fewer features: `w` becomes `G w`). Each iteration, with NIPALS's own start and
 * stopping rule, is then one product of a vector with a small symmetric matrix.
 */
export class PlsFold {
  /** `S / |S|` with its smaller side as columns: `features x targets`, or its transpose. */
  readonly #tall: DeflatedMatrix;
  readonly #fewerTargets: boolean;
  /** For each target, what rounding can leave of the norm of its column of `S`. */
  readonly #noise: Float64Array;
  /** Frobenius norm of `S` at the start; powers of `G` stay within float64 without it. */
  readonly #norm: number;
  /** `G`: products of the columns of `#tall`. */
  #gram: Matrix;
  /** The trace of `G` when it was last computed afresh. */
  #freshTrace: number;
  readonly #loadings: Float64Array[] = [];
  readonly #rotations: Float64Array[] = [];

  private constructor(
    tall: DeflatedMatrix,
    fewerTargets: boolean,
    noise: Float64Array,
    norm: number,
    gram: Matrix,
  ) {
    this.#tall = tall;
    this.#fewerTargets = fewerTargets;
    this.#noise = noise;
    this.#norm = norm;
    this.#gram = gram;
    this.#freshTrace = trace(gram);
  }

  /**
   * Starts with no component taken.
   *
   * @param covariance `S`: `features x targets`
   * @param noise for each target, what rounding can leave of the norm of its column of `S`
   */
  static async create(covariance: Matrix, noise: Float64Array): Promise<PlsFold> {
    const { shape, values } = covariance;
    const [rows, columns] = shape;
    const norm = Math.sqrt(dot(values, values)) || 1;
    const scaled = createMatrix(shape, scale(values, 1 / norm));
    const fewerTargets = columns <= rows;
    const tall = new DeflatedMatrix(fewerTargets ? scaled : transposeMatrix(scaled));
    return new PlsFold(tall, fewerTargets, scale(noise, 1 / norm), norm, await tall.gram());
  }

  /**
   * Finds the next component.
   *
   * @returns `r`, so that a centred stimulus `x` has the score `x r`; undefined where no target
   *   covaries with the features any more
   */
  async nextRotation(options: PowerIterationOptions): Promise<Float64Array | undefined> {
    const target = this.#noise.findIndex((noise, index) => {
      const covariance = this.#covarianceOf(index);
      return Math.sqrt(dot(covariance, covariance)) > noise;
    });
    if (target === -1) return undefined;
    // Changes to G leave rounding errors as large as those of G when it was last computed.
    if (trace(this.#gram) < 1e-4 * this.#freshTrace) {
      this.#gram = await this.#tall.gram();
      this.#freshTrace = trace(this.#gram);
    }
    const weights = await this.#iterate(target, options);
    const rotation = weights.slice();
    for (const [component, loadings] of this.#loadings.entries()) {
      addScaled(rotation, -dot(loadings, weights), this.#rotations[component]!);
    }
    this.#rotations.push(rotation);
    return rotation;
  }

  /**
   * Takes the component last found, of scores `t`, out of `S`.
   *
   * @param featureLoadings `X't / t't`
   * @param targetLoadings `Y't / t't`
   * @param squaredNorm `t't`
   */
  async deflate(
    featureLoadings: Float64Array,
    targetLoadings: Float64Array,
    squaredNorm: number,
  ): Promise<void> {
    const [long, b] = this.#fewerTargets
      ? [featureLoadings, targetLoadings]
      : [targetLoadings, featureLoadings];
    const a = scale(long, -squaredNorm / this.#norm);
    // (A + a b')'(A + a b') = A'A + u b' + b u'  with  u = A'a + (a'a) b / 2
    const u = await this.#tall.transposedTimes(a);
    addScaled(u, dot(a, a) / 2, b);
    addOuterProduct(this.#gram, u, b);
    addOuterProduct(this.#gram, b, u);
    this.#tall.add(a, b);
    this.#loadings.push(featureLoadings);
  }

  /** One target's column of `S`. */
  #covarianceOf(target: number): Float64Array {
    return this.#fewerTargets ? this.#tall.column(target) : this.#tall.row(target);
  }

  /** The weights `w`, of length 1, that NIPALS arrives at from one target. */
  async #iterate(
    target: number,
    { maxIterations, tolerance }: PowerIterationOptions,
  ): Promise<Float64Array> {
    const start = this.#covarianceOf(target);
    let vector = this.#fewerTargets
      ? new Float64Array(this.#gram.shape[1]).fill(1, target, target + 1)
      : normalize(start);
    // Where this target varies far less than others, G could not tell this length.
    let length = this.#fewerTargets ? Math.sqrt(dot(start, start)) : 1;
    let products = await multiplyRepeatedly(this.#gram, vector);
    for (let iteration = 1; iteration < maxIterations && this.#noise.length > 1; iteration++) {
      const previous = vector;
      const previousLength = length;
      vector = products.shift()!;
      if (products.length === 0) {
        vector = normalize(vector);
        products = await multiplyRepeatedly(this.#gram, vector);
      }
      // An inner product with this is one of weights.
      const image = this.#fewerTargets ? products[0]! : vector;
      length = Math.sqrt(dot(vector, image));
      const cosine = dot(previous, image) / (previousLength * length);
      if (2 - 2 * cosine < tolerance) break;
    }
    return this.#fewerTargets ? normalize(await this.#tall.times(vector)) : vector;
  }
}

function trace({ shape: [rows, columns], values }: Matrix): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += values[row * (columns + 1)]!;
  return sum;
}
