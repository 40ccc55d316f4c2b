/**
 * Finds the smallest values of several positive, smooth functions of a logarithmic scale, computing
 * as few values as that takes (about 14 of 99). At first one value a decade is known; then, again and again, each function
 * is computed where it could be smallest, by an interpolation of the logarithms of known values whose
 * error is estimated (ten times the difference between two orders), until no place is left.
 *
 * Reference: Floater & Hormann (2007), Barycentric rational interpolation with no poles and high
 * rates of approximation, https://doi.org/10.1007/s00211-007-0093-y
 *
 * @param places above 0; where the functions can be computed
 * @param compute one value for each of the functions with the given indices
 * @returns for each function, the index of the place with its smallest value; the first of equals
 */
export async function smallestValues(
  places: readonly number[],
  count: number,
  compute: (place: number, functions: readonly number[]) => Promise<number[]>,
): Promise<number[]> {
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  const x = sorted.map(Math.log);
  const all = Array.from({ length: count }, (_, index) => index);
  const known = all.map(() => new Map<number, number>());
  const computeAt = async (place: number, functions: readonly number[]) => {
    const values = await compute(sorted[place]!, functions);
    for (const [index, which] of functions.entries()) known[which]!.set(place, values[index]!);
  };
  let last = Number.NEGATIVE_INFINITY;
  for (const [place, position] of x.entries()) {
    const isWanted = position - last >= 0.99 * Math.LN10 || place === x.length - 1;
    if (!isWanted && x.length > fewPlaces) continue;
    await computeAt(place, all);
    last = position;
  }
  for (let isDone = false; !isDone; ) {
    const wanted = new Map<number, number[]>();
    for (const which of all) {
      const place = mostPromising(x, known[which]!);
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

// Up to so many, all are computed.
const fewPlaces = 8;

/** The place not yet known whose value is likely to be smallest, if it could be below all known. */
function mostPromising(
  x: readonly number[],
  known: ReadonlyMap<number, number>,
): number | undefined {
  const places = [...known.keys()].sort((a, b) => a - b);
  const nodes = places.map((place) => x[place]!);
  const values = places.map((place) => Math.log(known.get(place)!));
  const interpolations = [4, 5].map((order) => weights(nodes, order));
  let lowest = Math.min(...values);
  let best: number | undefined;
  for (const [place, position] of x.entries()) {
    if (known.has(place)) continue;
    const [lower, higher] = interpolations.map((own) => interpolate(nodes, values, own, position));
    // Values that rounding cannot tell apart are all computed: the first of equals counts.
    const doubt = 10 * Math.abs(higher! - lower!) + 1e-10;
    if (!(higher! - doubt > lowest)) [lowest, best] = [higher! - doubt, place];
  }
  return best;
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

function interpolate(
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
