/** A Gabor function: a grating under a Gaussian window. */
export interface Gabor {
  /** Direction in which the grating varies, in radians; 0 for vertical bars. */
  readonly orientation: number;
  /** Cycles per degree of visual angle. */
  readonly frequency: number;
  /** Phase of the grating at the centre of the window, in radians. */
  readonly phase: number;
  /** Standard deviation of the window across the bars, in cycles. */
  readonly cyclesAcross: number;
  /** Standard deviation of the window along the bars, in cycles. */
  readonly cyclesAlong: number;
}

// Products with numbers near the smallest float32 take processors a hundred times as long.
const negligible = 1e-20;

/**
 * Samples a Gabor function on a square of pixels around its centre, with a window of volume 1;
 * values below 1e-20 are 0.
 *
 * @param size pixels a side, odd
 * @param pixelsPerDegree of visual angle
 * @returns row-major, `size x size`
 */
export function sampleGabor(gabor: Gabor, size: number, pixelsPerDegree: number): Float32Array {
  const { orientation, frequency, phase, cyclesAcross, cyclesAlong } = gabor;
  const cyclesPerPixel = frequency / pixelsPerDegree;
  const across = cyclesAcross / cyclesPerPixel;
  const along = cyclesAlong / cyclesPerPixel;
  const [cos, sin] = [Math.cos(orientation), Math.sin(orientation)];
  const centre = (size - 1) / 2;
  return Float32Array.from({ length: size * size }, (_, index) => {
    const x = (index % size) - centre;
    const y = Math.floor(index / size) - centre;
    const u = x * cos + y * sin;
    const v = y * cos - x * sin;
    const window = Math.exp(-((u / across) ** 2 + (v / along) ** 2) / 2);
    const grating = Math.cos(2 * Math.PI * cyclesPerPixel * u + phase);
    const value = (window * grating) / (2 * Math.PI * across * along);
    return Math.abs(value) < negligible ? 0 : value;
  });
}
