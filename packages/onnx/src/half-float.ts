// IEEE 754 binary16: 1 sign bit, 5 bits of exponent (bias 15), 10 bits of fraction.

/** The number that 16 bits stand for. */
export function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const floatBits = new DataView(new ArrayBuffer(4));

/**
 * The 16 bits that stand for a number, or for the nearest number that has any; infinity for finite
 * numbers from 65,520.
 */
export function floatToHalf(value: number): number {
  floatBits.setFloat32(0, value);
  const bits = floatBits.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  if (Number.isNaN(value)) return sign | 0x7e00;
  // Below the smallest normal number, 2^-14, steps grow no finer.
  const exponent = Math.max(((bits >>> 23) & 0xff) - 127, -14);
  const steps = Math.round(Math.abs(value) * 2 ** (10 - exponent));
  return sign | Math.min(((exponent + 14) << 10) + steps, 0x7c00);
}
