// Requests that are on their way at a time: a bucket answers each after a while.
const lanes = 16;

/** Calls `each` with every item, some at a time. */
export async function inParallel<Item>(
  items: Iterable<Item>,
  each: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = items[Symbol.iterator]();
  const lane = async () => {
    for (let next = left.next(); !next.done; next = left.next()) await each(next.value);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
