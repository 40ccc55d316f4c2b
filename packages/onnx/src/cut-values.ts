/** One step of a computation: names of the values it reads and of those it makes. */
export interface ValueNode {
  readonly reads: readonly string[];
  readonly makes: readonly string[];
}

/**
 * The values at which the graph falls into a part before and a part after: nothing that is computed
 * later reads anything that was computed earlier. In a network of blocks, these are the ends of
 * blocks and whatever lies on no branch.
 *
 * @param nodes those that depend on the inputs, in the order of computation
 */
export function cutValues(
  nodes: readonly ValueNode[],
  inputs: readonly string[],
): ReadonlySet<string> {
  const lastReader = new Map<string, number>();
  for (const [index, { reads }] of nodes.entries()) {
    for (const name of reads) lastReader.set(name, index);
  }
  const cuts = new Set<string>();
  // The last reader of anything computed so far.
  let reach = Math.max(-1, ...inputs.map((name) => lastReader.get(name) ?? -1));
  for (const [index, { makes }] of nodes.entries()) {
    const read = makes.filter((name) => lastReader.has(name));
    const [only = makes[0]] = read;
    if (reach <= index && read.length <= 1 && only !== undefined) cuts.add(only);
    for (const name of read) reach = Math.max(reach, lastReader.get(name) ?? -1);
  }
  return cuts;
}
