/**
 * A program of its own, which opens the WebGPU device and says whether that works: what the Vulkan loader writes about
 * it goes to stderr, where another process can read it. A driver that crashes takes nothing else with it.
 */
import { tryDevice } from './runtime-session.ts';

try {
  await tryDevice('webgpu');
  console.log(JSON.stringify({ works: true }));
} catch (error) {
  console.log(JSON.stringify({ works: false, reason: (error as Error).message }));
}
