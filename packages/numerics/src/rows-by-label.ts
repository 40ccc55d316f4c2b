/** The rows of each label, ascending; labels in the order in which they first appear. */
export function rowsByLabel<Label>(labels: readonly Label[]): Map<Label, number[]> {
  const rowsOf = new Map<Label, number[]>();
  for (const [row, label] of labels.entries()) {
    const rows = rowsOf.get(label);
    if (rows === undefined) rowsOf.set(label, [row]);
    else rows.push(row);
  }
  return rowsOf;
}
