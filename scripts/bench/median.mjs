// @ts-check
/**
 * The middle value; of an even number, the mean of the two in the middle.
 *
 * @param {readonly number[]} values
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (
    /** @type {number} */ (
      sorted[Math.floor(middle)] + /** @type {number} */ (sorted[Math.ceil(middle)])
    ) / 2
  );
}
