/** How grey levels are normalised; see `Preprocessing`. */
export interface Normalisation {
  readonly divisor: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** What each of the 256 grey levels of a channel becomes. */
export function normalisedLevels(
  { divisor, mean, std }: Normalisation,
  channel: number,
): Float32Array {
  const { fround } = Math;
  // Rounded after each step, as float32 tensors are.
  return Float32Array.from({ length: 256 }, (_, level) =>
    fround(
      fround(fround(level / fround(divisor)) - fround(mean[channel]!)) / fround(std[channel]!),
    ),
  );
}
