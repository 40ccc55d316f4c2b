/** Predictions as text that can be kept: float32, little endian, base64. */
export function encodePredictions(values: ArrayLike<number>): string {
  const bytes = Buffer.alloc(4 * values.length);
  for (let index = 0; index < values.length; index++) {
    bytes.writeFloatLE(values[index] as number, 4 * index);
  }
  return bytes.toString('base64');
}

/** The predictions that {@link encodePredictions} wrote. */
export function decodePredictions(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) =>
    bytes.readFloatLE(4 * index),
  );
}
