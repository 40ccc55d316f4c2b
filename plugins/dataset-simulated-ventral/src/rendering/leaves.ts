import type { RandomState } from '@ventral/numerics';
import { fractalNoise } from './fractal-noise.ts';

// Radii in widths of the image.
const [smallest, largest] = [0.025, 0.4];

/**
 * Ellipses of all sizes that hide one another, like leaves or stones: the "dead leaves" model of
 * natural images. Row-major, about of mean 0.
 *
 * Reference: Lee, Mumford & Huang (2001), "Occlusion models for natural images",
 * https://doi.org/10.1023/A:1011109015675
 */
export function paintLeaves(size: number, random: RandomState): Float32Array {
  const uniform = (low: number, high: number) => low + (high - low) * random.randomSample();
  const grain = fractalNoise(size, random, { coarsest: 6, octaves: 5, persistence: 0.7 });
  const scene = grain.map((value) => 0.3 * value);
  const roundness = uniform(0.2, 0.6);
  const direction = uniform(0, Math.PI);
  const radii = Array.from({ length: 300 }, () => {
    // A density of radius to the power of -3 makes scenes look alike at every scale.
    const u = random.randomSample();
    const [a, b] = [smallest ** -2, largest ** -2];
    return (a + u * (b - a)) ** -0.5;
  });
  // The large ones first: they would hide all the others.
  radii.sort((a, b) => b - a);
  for (const radius of radii) {
    const angle = direction + uniform(-0.8, 0.8);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [cx, cy] = [uniform(-0.1, 1.1) * size, uniform(-0.1, 1.1) * size];
    const [long, short] = [radius * size, radius * size * uniform(roundness, roundness + 0.3)];
    const [brightness, gx, gy, rough] = [
      uniform(-1.2, 1.2),
      uniform(-0.6, 0.6),
      uniform(-0.9, 0.2),
      uniform(0.2, 0.6),
    ];
    const fromY = Math.max(0, Math.ceil(cy - long));
    const toY = Math.min(size - 1, Math.floor(cy + long));
    const fromX = Math.max(0, Math.ceil(cx - long));
    const toX = Math.min(size - 1, Math.floor(cx + long));
    for (let y = fromY; y <= toY; y++) {
      for (let x = fromX; x <= toX; x++) {
        const [dx, dy] = [x - cx, y - cy];
        const [u, v] = [(dx * cos + dy * sin) / long, (dy * cos - dx * sin) / short];
        // Pointed at both ends.
        if (u * u + Math.abs(v) > 1) continue;
        const at = y * size + x;
        scene[at] = brightness + gx * u + gy * v + rough * grain[at]!;
      }
    }
  }
  return scene;
}
