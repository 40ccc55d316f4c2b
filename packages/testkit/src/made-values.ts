/** Numbers from 0 to 1 that look random and are the same each time, by index. */
export function madeValue(index: number): number {
  let bits = Math.imul(index + 1, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}

/** As many of them as asked for, from `offset` on. */
export function madeValues(count: number, offset = 0): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => madeValue(index + offset));
}
