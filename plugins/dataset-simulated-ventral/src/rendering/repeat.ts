/** Makes `count` things, each from its place among them: 0, 1, ... */
export function repeat<Thing>(count: number, make: (index: number) => Thing): readonly Thing[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
