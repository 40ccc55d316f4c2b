import type { Mesh } from './mesh.ts';
import type { Raster } from './rasterize.ts';
import { unit, type Vector3 } from './vector3.ts';

/** An object seen against nothing. */
export interface Shaded {
  /** Share of each pixel that the object covers, row-major, in [0, 1]. */
  readonly coverage: Float32Array;
  /** Its brightness there, as displayed, in [0, 1]; 0 where nothing is covered. */
  readonly brightness: Float32Array;
}

// A sky that lights from all around, most from above; a lamp; and what shines on smooth surfaces.
const [sky, skyFromAbove, lamp, fill, gloss] = [0.26, 0.16, 0.74, 0.14, 0.1];

/**
 * Shades what a raster of twice the size saw and averages it over the four samples of each pixel.
 *
 * Method: Lambertian reflection of a lamp, a weak second one opposite to it and a sky; a Blinn-Phong
 * highlight; brightness is displayed with a gamma of 2.
 *
 * @param light direction to the lamp, of unit length
 * @param width pixels per row, and rows
 */
export function shade(mesh: Mesh, raster: Raster, light: Vector3, width: number): Shaded {
  const { triangles, weights, normals, heights } = raster;
  const coverage = new Float32Array(width * width);
  const sums = new Float32Array(width * width);
  // Halfway between the lamp and a viewer far away.
  const halfway = unit([light[0], light[1], light[2] + 1]);
  for (let row = 0; row < raster.height; row++) {
    const y = raster.top + row;
    for (let column = 0; column < raster.width; column++) {
      const x = raster.left + column;
      const sample = row * raster.width + column;
      const triangle = triangles[sample]!;
      if (triangle < 0) continue;
      const a = mesh.triangles[3 * triangle]!;
      const b = mesh.triangles[3 * triangle + 1]!;
      const c = mesh.triangles[3 * triangle + 2]!;
      const wb = weights[2 * sample]!;
      const wc = weights[2 * sample + 1]!;
      const wa = 1 - wb - wc;
      let nx = wa * normals[3 * a]! + wb * normals[3 * b]! + wc * normals[3 * c]!;
      let ny = wa * normals[3 * a + 1]! + wb * normals[3 * b + 1]! + wc * normals[3 * c + 1]!;
      let nz = wa * normals[3 * a + 2]! + wb * normals[3 * b + 2]! + wc * normals[3 * c + 2]!;
      // Surfaces have two sides; the one that is seen is lit.
      const length = Math.sqrt(nx * nx + ny * ny + nz * nz) * (nz < 0 ? -1 : 1) || 1;
      nx /= length;
      ny /= length;
      nz /= length;
      const albedo = wa * mesh.albedos[a]! + wb * mesh.albedos[b]! + wc * mesh.albedos[c]!;
      const height = wa * heights[a]! + wb * heights[b]! + wc * heights[c]!;
      const toLamp = nx * light[0] + ny * light[1] + nz * light[2];
      const direct = lamp * Math.max(0, toLamp) + fill * Math.max(0, -toLamp);
      // Lower parts see less of the sky.
      const ambient = (sky + skyFromAbove * ny) * (1 + 0.25 * height);
      const shine = Math.max(0, nx * halfway[0] + ny * halfway[1] + nz * halfway[2]);
      const squared = shine * shine;
      const highlight = gloss * squared ** 12;
      const pixel = (y >> 1) * width + (x >> 1);
      coverage[pixel]! += 0.25;
      sums[pixel]! += 0.25 * (albedo * (ambient + direct) + highlight);
    }
  }
  const brightness = sums.map((sum, pixel) =>
    sum > 0 ? Math.sqrt(Math.min(1, sum / coverage[pixel]!)) : 0,
  );
  return { coverage, brightness };
}
