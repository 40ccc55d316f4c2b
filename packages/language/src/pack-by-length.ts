/**
 * Texts of like length side by side, so that little is filled up: the longest first.
 *
 * @param most tokens of a batch, filled up to its longest text; one text may be longer
 * @param mostRows texts of a batch
 */
export function* packByLength<Text>(
  texts: readonly Text[],
  lengthOf: (text: Text) => number,
  most: number,
  mostRows = Number.POSITIVE_INFINITY,
): Generator<readonly Text[]> {
  const longestFirst = texts.toSorted((a, b) => lengthOf(b) - lengthOf(a));
  for (let start = 0; start < longestFirst.length; ) {
    const fitting = Math.floor(most / lengthOf(longestFirst[start] as Text));
    const rows = Math.max(1, Math.min(fitting, mostRows));
    yield longestFirst.slice(start, start + rows);
    start += rows;
  }
}
