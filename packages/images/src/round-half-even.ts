/** Rounds as IEEE 754 and Python do: halves go to the even neighbour (0.5 to 0, 1.5 to 2). */
export function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
