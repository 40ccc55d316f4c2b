/**
 * Reads a number as people and programs write measurements: `12`, `0.25`, `2.5e-1`. NaN for anything else;
 * `Number` takes `0x10`, empty text and `Infinity` as well.
 */
export function parseDecimal(text: string): number {
  const isDecimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim());
  return isDecimal ? Number(text) : Number.NaN;
}
