import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';

// SwiftShader, a Vulkan driver that computes on the processor, comes with Debian's chromium.
const driver = '/usr/lib/chromium/vk_swiftshader_icd.json';

function hasLoader(): boolean {
  const folders = ['/usr/lib', ...readdirSync('/usr/lib').map((name) => join('/usr/lib', name))];
  return folders.some(
    (folder) => existsSync(join(folder, 'libvulkan.so.1')) && !folder.endsWith('chromium'),
  );
}

/**
 * A suite that needs a WebGPU adapter, and takes one that computes on the processor; skipped, and counted as skipped,
 * where there is none. The environment names its driver until the process ends: for suites in a process of their own.
 */
export function describeAdapter(name: string, suite: () => void): void {
  const isThere = process.platform === 'linux' && existsSync(driver) && hasLoader();
  if (isThere) process.env.VK_ICD_FILENAMES = driver;
  const why = isThere ? '' : ' (skipped: no SwiftShader, or no Vulkan loader)';
  describe.skipIf(!isThere)(`${name}${why}`, suite);
}
