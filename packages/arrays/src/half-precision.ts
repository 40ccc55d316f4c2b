/**
 * Widens 16-bit floats (IEEE 754 binary16) to 32 bits, which hold each of them exactly.
 *
 * @param halves their bits
 */
export function widenHalves(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, widenHalf);
}

function widenHalf(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (fraction + 0x400) * 2 ** (exponent - 25);
}
