/**
 * A program of its own, which opens the WebGPU device and says whether that works: what the Vulkan loader writes about
 * it goes to stderr, where another process can read it. A driver that crashes takes nothing else with it.
 */
import { openRuntimeSession, smallestGraph } from './runtime-session.ts';

try {
  const graph = { bytes: smallestGraph, name: 'The graph' };
  await using session = await openRuntimeSession(graph, { device: 'webgpu' });
  await session.run({ x: { type: 'float32', shape: [1], values: Float32Array.of(1) } });
  console.log(JSON.stringify({ works: true }));
} catch (error) {
  console.log(JSON.stringify({ works: false, reason: (error as Error).message }));
}
