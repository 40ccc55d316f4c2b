import { type Mesh, rotated, rotation } from './mesh.ts';
import type { Vector3 } from './vector3.ts';

/** How an object stands in the image. */
export interface Pose {
  /** Centre, in half widths of the image from its middle: x to the right, y up. */
  readonly centre: readonly [x: number, y: number];
  /** Radius of the sphere about the object, in half widths of the image. */
  readonly radius: number;
  /** Turns about the axes of the screen, in degrees: x to the right, y up, z to the viewer. */
  readonly turn: Vector3;
}

/** What is seen of a mesh, sample by sample, within the rectangle that holds it. */
export interface Raster {
  /** Its first sample in the image. */
  readonly left: number;
  readonly top: number;
  /** Samples per row, and rows. */
  readonly width: number;
  readonly height: number;
  /** Triangle in each sample, or -1. */
  readonly triangles: Int32Array;
  /** Two numbers a sample: the shares of the triangle's second and third vertex. */
  readonly weights: Float32Array;
  /** Normals of the vertices as they are turned, three numbers each. */
  readonly normals: Float64Array;
  /** Heights of the vertices above the object's centre, in its radii. */
  readonly heights: Float64Array;
}

// Distance of the viewer in radii of the object: a telephoto lens.
const distance = 6;

/** Finds the nearest triangle of a mesh within the unit sphere in each sample of a square image. */
export function rasterize(mesh: Mesh, pose: Pose, size: number): Raster {
  const matrix = rotation(pose.turn);
  const positions = rotated(mesh.positions, matrix);
  const count = mesh.albedos.length;
  const [xs, ys, zs] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const heights = new Float64Array(count);
  const half = size / 2;
  for (let vertex = 0; vertex < count; vertex++) {
    const z = positions[3 * vertex + 2]!;
    const scale = (pose.radius * distance) / (distance - z);
    xs[vertex] = half * (1 + pose.centre[0] + scale * positions[3 * vertex]!);
    ys[vertex] = half * (1 - pose.centre[1] - scale * positions[3 * vertex + 1]!);
    zs[vertex] = z;
    heights[vertex] = positions[3 * vertex + 1]!;
  }
  const [left, right] = rangeOf(xs, size);
  const [top, bottom] = rangeOf(ys, size);
  const [width, height] = [Math.max(0, right - left + 1), Math.max(0, bottom - top + 1)];
  const triangles = new Int32Array(width * height).fill(-1);
  const depths = new Float32Array(width * height).fill(Number.NEGATIVE_INFINITY);
  const weights = new Float32Array(2 * width * height);
  for (let index = 0; index < mesh.triangles.length; index += 3) {
    const [a, b, c] = [
      mesh.triangles[index]!,
      mesh.triangles[index + 1]!,
      mesh.triangles[index + 2]!,
    ];
    const [ax, ay, bx, by, cx, cy] = [xs[a]!, ys[a]!, xs[b]!, ys[b]!, xs[c]!, ys[c]!];
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (Math.abs(area) < 1e-9) continue;
    // Samples lie at the middle of their cells.
    const fromX = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
    const toX = Math.min(size - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
    const fromY = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const toY = Math.min(size - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
    if (fromX > toX || fromY > toY) continue;
    const [az, dbz, dcz] = [zs[a]!, zs[b]! - zs[a]!, zs[c]! - zs[a]!];
    const [stepB, stepC] = [(cy - ay) / area, -(by - ay) / area];
    for (let y = fromY; y <= toY; y++) {
      const [px, py] = [fromX + 0.5 - ax, y + 0.5 - ay];
      let shareB = (px * (cy - ay) - py * (cx - ax)) / area;
      let shareC = ((bx - ax) * py - (by - ay) * px) / area;
      let sample = (y - top) * width + fromX - left;
      for (let x = fromX; x <= toX; x++, sample++, shareB += stepB, shareC += stepC) {
        if (shareB < 0 || shareC < 0 || shareB + shareC > 1) continue;
        const z = az + shareB * dbz + shareC * dcz;
        if (z <= depths[sample]!) continue;
        depths[sample] = z;
        triangles[sample] = index / 3;
        weights[2 * sample] = shareB;
        weights[2 * sample + 1] = shareC;
      }
    }
  }
  const normals = rotated(mesh.normals, matrix);
  return { left, top, width, height, triangles, weights, normals, heights };
}

/** The first and the last sample, of those in the image, that lie between the coordinates. */
function rangeOf(coordinates: Float64Array, size: number): readonly [first: number, last: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const at of coordinates) {
    least = Math.min(least, at);
    most = Math.max(most, at);
  }
  return [Math.max(0, Math.ceil(least - 0.5)), Math.min(size - 1, Math.floor(most - 0.5))];
}
