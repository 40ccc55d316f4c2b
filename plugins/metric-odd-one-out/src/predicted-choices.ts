/** What features say of each triplet: `triplets x 3`. */
export interface PredictedChoices {
  /** The share of the prediction that each object gets: 1 for the odd one, or equal shares where they tie. */
  readonly shares: Float64Array;
  /** The natural logarithm of the probability that it is chosen. */
  readonly logProbabilities: Float64Array;
  /** Triplets without one odd object. */
  readonly ties: number;
}

/**
 * The odd one of three is the object without which the others are most alike. It is chosen with the probability
 * `softmax(similarity / temperature)`.
 *
 * @param similarities of the two that stay, `triplets x 3`
 * @param temperature above 0, in the unit of the similarities
 */
export function predictChoices(similarities: Float64Array, temperature: number): PredictedChoices {
  const shares = new Float64Array(similarities.length);
  const logProbabilities = new Float64Array(similarities.length);
  let ties = 0;
  for (let first = 0; first < similarities.length; first += 3) {
    const own = similarities.subarray(first, first + 3);
    const highest = Math.max(...own);
    let [equal, total] = [0, 0];
    for (const value of own) {
      if (value === highest) equal += 1;
      total += Math.exp((value - highest) / temperature);
    }
    if (equal > 1) ties += 1;
    for (let object = 0; object < 3; object++) {
      shares[first + object] = own[object] === highest ? 1 / equal : 0;
      logProbabilities[first + object] = (own[object]! - highest) / temperature - Math.log(total);
    }
  }
  return { shares, logProbabilities, ties };
}
