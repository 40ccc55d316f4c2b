/**
 * Finds the smallest values of several positive, smooth functions of a logarithmic scale, computing
 * as few values as that takes. At first one value a decade is known; then, again and again, each
 * function is computed where it could be smallest, by an interpolation of the logarithms of known values
 * whose error is estimated (ten times the difference between two orders), until no place is left and both
 * neighbours of the smallest value are known.
 *
 * With a guide, what is interpolated is the ratio of each function to it, which takes fewer values, six at
 * first and fewer in the end (of 99, about 14 without a guide, about 10 with it).
 *
 * Reference: Floater & Hormann (2007), Barycentric rational interpolation with no poles and high
 * rates of approximation, https://doi.org/10.1007/s00211-007-0093-y
 *
 * @param places above 0; where the functions can be computed
 * @param compute one value for each of the functions with the given indices
 * @param guide computes another such function, which is cheaper and goes much as they do; it is computed
 *   where any of them is, and once a decade
 * @returns for each function, the index of the place with its smallest value; the first of equals
 */
export async function smallestValues(
  places: readonly number[],
  count: number,
  compute: (place: number, functions: readonly number[]) => Promise<number[]>,
  guide?: (place: number) => Promise<number>,
): Promise<number[]> {
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  const x = sorted.map(Math.log);
  const all = Array.from({ length: count }, (_, index) => index);
  const guided: Known = new Map();
  const known = all.map((): Known => new Map());
  const guideAt = async (place: number) => {
    const value = guided.get(place) ?? (await guide?.(sorted[place]!)) ?? 1;
    guided.set(place, value);
  };
  const computeAt = async (place: number, functions: readonly number[]) => {
    await guideAt(place);
    const values = await compute(sorted[place]!, functions);
    for (const [index, which] of functions.entries()) known[which]!.set(place, values[index]!);
  };
  for (const place of spreadOut(x, 1)) await guideAt(place);
  for (const place of spreadOut(x, guide === undefined ? 1 : 3)) await computeAt(place, all);
  for (let isDone = false; !isDone; ) {
    const wanted = new Map<number, number[]>();
    const ofGuide = interpolate(x, guided);
    for (const which of all) {
      const place = mostPromising(x, known[which]!, guided, ofGuide);
      if (place !== undefined) wanted.set(place, [...(wanted.get(place) ?? []), which]);
    }
    for (const [place, functions] of wanted) await computeAt(place, functions);
    isDone = wanted.size === 0;
  }
  return known.map((values) => {
    const smallest = Math.min(...values.values());
    return places.findIndex((place) => values.get(sorted.indexOf(place)) === smallest);
  });
}

/** Values by the index of their place. */
type Known = Map<number, number>;

// Up to so many, all are computed.
const fewPlaces = 8;

/** Indices of places, both ends among them: this many decades apart, or closer where they would be few. */
function spreadOut(x: readonly number[], decades: number): number[] {
  const range = x.at(-1)! - x[0]!;
  const spacing = Math.min(0.99 * decades * Math.LN10, range / 5);
  let last = Number.NEGATIVE_INFINITY;
  return [...x.keys()].filter((place) => {
    const isWanted = x[place]! - last >= spacing || place === x.length - 1 || x.length <= fewPlaces;
    if (isWanted) last = x[place]!;
    return isWanted;
  });
}

/** The place not yet known whose value is likely to be smallest, if it could be below all known. */
function mostPromising(
  x: readonly number[],
  known: Known,
  guided: Known,
  ofGuide: readonly Estimate[],
): number | undefined {
  const ratios: Known = new Map();
  for (const [place, value] of known) ratios.set(place, value / guided.get(place)!);
  const ofRatio = interpolate(x, ratios);
  let lowest = Math.log(Math.min(...known.values()));
  let best: number | undefined;
  for (const place of x.keys()) {
    if (known.has(place)) continue;
    const [guess, ratio] = [ofGuide[place]!, ofRatio[place]!];
    // Values that rounding cannot tell apart are all computed: the first of equals counts.
    const least = guess.logarithm + ratio.logarithm - guess.doubt - ratio.doubt - 1e-10;
    if (!(least > lowest)) [lowest, best] = [least, place];
  }
  if (best !== undefined) return best;
  // Where doubt was estimated too low, this is where it matters.
  const lowestAt = [...known].reduce((a, b) => (b[1] < a[1] ? b : a))[0];
  return [lowestAt - 1, lowestAt + 1].find((place) => x[place] !== undefined && !known.has(place));
}

/** What a value is likely to be. */
interface Estimate {
  readonly logarithm: number;
  /** How far that could be from the truth. */
  readonly doubt: number;
}

/** Estimates for all places. */
function interpolate(x: readonly number[], known: Known): Estimate[] {
  const places = [...known.keys()].sort((a, b) => a - b);
  const nodes = places.map((place) => x[place]!);
  const values = places.map((place) => Math.log(known.get(place)!));
  // Two orders, also of few nodes.
  const orders = [Math.min(4, nodes.length - 2), Math.min(5, nodes.length - 1)];
  const interpolations = orders.map((order) => weights(nodes, Math.max(0, order)));
  return x.map((position, place) => {
    if (known.has(place)) return { logarithm: Math.log(known.get(place)!), doubt: 0 };
    const [lower, higher] = interpolations.map((own) => valueAt(nodes, values, own, position));
    return { logarithm: higher!, doubt: 10 * Math.abs(higher! - lower!) };
  });
}

/** Weights of Floater and Hormann's interpolation, of polynomials of the given order. */
function weights(nodes: readonly number[], order: number): number[] {
  const degree = Math.min(order, nodes.length - 1);
  return nodes.map((node, index) => {
    let sum = 0;
    const first = Math.max(0, index - degree);
    for (let start = first; start <= index && start + degree < nodes.length; start++) {
      let product = 1;
      for (let other = start; other <= start + degree; other++) {
        if (other !== index) product /= Math.abs(node - nodes[other]!);
      }
      sum += product;
    }
    return index % 2 === 0 ? sum : -sum;
  });
}

function valueAt(
  nodes: readonly number[],
  values: readonly number[],
  factors: readonly number[],
  position: number,
): number {
  let [above, below] = [0, 0];
  for (const [index, node] of nodes.entries()) {
    const factor = factors[index]! / (position - node);
    above += factor * values[index]!;
    below += factor;
  }
  return above / below;
}
