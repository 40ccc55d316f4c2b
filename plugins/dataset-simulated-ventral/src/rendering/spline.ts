/**
 * A smooth curve through points of any number of coordinates, by t from 0 to 1, that spends as much
 * of t between any two neighbours.
 *
 * Method: Catmull-Rom; the first and the last point are repeated.
 */
export function spline(points: readonly (readonly number[])[]): (t: number) => number[] {
  const last = points.length - 1;
  const point = (index: number) => points[Math.min(last, Math.max(0, index))]!;
  return (t) => {
    const segment = Math.min(last - 1, Math.floor(t * last));
    const s = t * last - segment;
    const [a, b, c, d] = [-1, 0, 1, 2].map((step) => point(segment + step)) as [
      readonly number[],
      readonly number[],
      readonly number[],
      readonly number[],
    ];
    return b.map((value, axis) => {
      const [before, next, after] = [a[axis]!, c[axis]!, d[axis]!];
      const [slope, nextSlope] = [(next - before) / 2, (after - value) / 2];
      const rise = next - value;
      return (
        value +
        s * slope +
        s * s * (3 * rise - 2 * slope - nextSlope) +
        s * s * s * (slope + nextSlope - 2 * rise)
      );
    });
  };
}
