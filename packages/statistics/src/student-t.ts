/**
 * The probability that Student's t is at least this far from zero, on either side.
 *
 * Method: the regularised incomplete beta function I(n / (n + t^2); n/2, 1/2), by its continued
 * fraction, which keeps its digits far out in the tails.
 * Reference: Press, Teukolsky, Vetterling and Flannery (2007), Numerical Recipes, section 6.4.
 *
 * @param t any number; infinity gives 0
 * @param degreesOfFreedom above 0
 * @returns in [0, 1]
 */
export function twoSidedP(t: number, degreesOfFreedom: number): number {
  const squared = t * t;
  if (squared === Number.POSITIVE_INFINITY) return 0;
  const total = degreesOfFreedom + squared;
  return incompleteBeta(degreesOfFreedom / total, squared / total, degreesOfFreedom / 2, 0.5);
}

/**
 * How far from zero Student's t is with probability `1 - p` at most: the inverse of
 * {@link twoSidedP}, such as 2.262 for p = .05 and 9 degrees of freedom.
 *
 * @param p in (0, 1]
 */
export function twoSidedQuantile(p: number, degreesOfFreedom: number): number {
  let high = 1;
  while (twoSidedP(high, degreesOfFreedom) > p) high *= 2;
  let low = 0;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (twoSidedP(middle, degreesOfFreedom) > p) low = middle;
    else high = middle;
  }
}

/** I(x; a, b), given `rest = 1 - x` too, as it may be too small to be subtracted. */
function incompleteBeta(x: number, rest: number, a: number, b: number): number {
  if (x === 0) return 0;
  if (rest === 0) return 1;
  // The fraction converges fast on this side only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(rest, x, b, a);
  const logFactor =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(rest);
  return (Math.exp(logFactor) * continuedFraction(x, a, b)) / a;
}

/** The continued fraction of the incomplete beta function, by Lentz' method. */
function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15 || m === 10_000) return fraction;
  }
}

/** The logarithm of the gamma function of x > 0: Stirling's series, from 10 up. */
function logGamma(x: number): number {
  if (x < 10) return logGamma(x + 1) - Math.log(x);
  const square = x * x;
  const series =
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) /
    x;
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}
