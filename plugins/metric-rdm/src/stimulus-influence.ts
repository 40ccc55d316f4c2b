import { type Matrix, rankMatrix, rankPart } from '@ventral/numerics';

/** A rank correlation, and how much it changes with how often each stimulus counts. */
export interface Influence {
  readonly r: number;
  /** By stimulus: the derivative of `r`. */
  readonly influences: Float64Array;
}

/**
 * Spearman's rank correlation over pairs of stimuli, and its derivative by how often each stimulus counts,
 * in ranks as well as in moments.
 *
 * Time grows with `pairs log pairs`, once for all replicates.
 * Reference: Croux & Dehon (2010), https://doi.org/10.1007/s10260-010-0142-z
 *
 * @param x `stimuli x stimuli`, as is `y`
 */
export function stimulusInfluence(x: Matrix, y: Matrix): Influence {
  const [stimuli] = x.shape;
  const [f, g] = [sharesBelow(x), sharesBelow(y)];
  const ofX = momentInfluence(f, f);
  const ofY = momentInfluence(g, g);
  const ofBoth = momentInfluence(f, g);
  // The mean of ranks is 1/2, whatever counts how often.
  const [covariance, varianceX, varianceY] = [ofBoth, ofX, ofY].map(({ mean }) => mean - 1 / 4) as [
    number,
    number,
    number,
  ];
  const scale = Math.sqrt(varianceX * varianceY);
  const r = covariance / scale;
  const influences = new Float64Array(stimuli);
  for (let row = 0, pair = 0; row < stimuli; row++) {
    for (let column = row + 1; column < stimuli; column++, pair++) {
      const own =
        ofBoth.influences[pair]! / scale -
        (r / 2) * (ofX.influences[pair]! / varianceX + ofY.influences[pair]! / varianceY);
      influences[row]! += own / f.length;
      influences[column]! += own / f.length;
    }
  }
  return { r, influences };
}

/** Of each pair, the share of pairs below it, and half of those equal to it. */
function sharesBelow(matrix: Matrix): Float64Array {
  const ranks = rankPart(rankMatrix(matrix), [...new Array(matrix.shape[0]).keys()]);
  return ranks.map((rank) => (rank - 0.5) / ranks.length);
}

/** The mean of the product of two sides' ranks, and its influences by pair, times their number. */
function momentInfluence(f: Float64Array, g: Float64Array) {
  const mean = f.reduce((sum, one, pair) => sum + one * g[pair]!, 0) / f.length;
  // A value that counts more lifts the ranks of all above it.
  const [ofF, ofG] = [averageAbove(f, g), f === g ? undefined : averageAbove(g, f)];
  const influences = f.map(
    (one, pair) => one * g[pair]! + ofF[pair]! + (ofG ?? ofF)[pair]! - 3 * mean,
  );
  return { mean, influences };
}

/** Of each rank, the sum of `values` at higher ranks and half of those at the same, over their number. */
function averageAbove(ranks: Float64Array, values: Float64Array): Float64Array {
  const size = ranks.length;
  // Shares are whole numbers of halves.
  const levelOf = (pair: number) => Math.round(2 * size * ranks[pair]!);
  const at = new Float64Array(2 * size + 1);
  for (let pair = 0; pair < size; pair++) at[levelOf(pair)]! += values[pair]!;
  const above = new Float64Array(at.length);
  for (let level = at.length - 2; level >= 0; level--)
    above[level] = above[level + 1]! + at[level + 1]!;
  return ranks.map((_, pair) => (above[levelOf(pair)]! + at[levelOf(pair)]! / 2) / size);
}
