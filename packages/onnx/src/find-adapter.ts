import { type ExecFileException, execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SessionDevice } from './session.ts';

/** What WebGPU computes on. */
export interface Adapter {
  /** What its driver calls it, such as `NVIDIA H200`; undefined where nobody says. */
  readonly name: string | undefined;
  /** The driver's library, with its version where the system knows it. */
  readonly driver: string | undefined;
  /** Whether it is the processor in disguise; undefined where its name is not known. */
  readonly isSoftware: boolean | undefined;
}

/** The adapter of this machine, or why there is none. */
export type AdapterSearch = { readonly adapter: Adapter } | { readonly missing: MissingAdapter };

/** Why there is no adapter. */
export interface MissingAdapter {
  readonly reason: string;
  /** What to do about it, a sentence. */
  readonly remedy: string;
}

const metal: Adapter = { name: undefined, driver: 'Metal', isSoftware: false };

let found: Promise<AdapterSearch> | undefined;

/**
 * Finds the adapter that the WebGPU device is opened on, by opening it in a process of its own: onnxruntime does not
 * say which it took, but the Vulkan loader does. On macOS, an adapter is the card, by Metal, and not named; on Windows,
 * nobody says which it is. Takes a second, once a process.
 */
export function findAdapter(): Promise<AdapterSearch> {
  found ??= search();
  return found;
}

// Linux lists cards among its devices: where there is none, nobody has to wait for the search.
const cards = ['/dev/dri', '/dev/nvidiactl', '/dev/dxg'];

/**
 * What stands for a device in the keys of what it computed: WebGPU computes on the adapter that there is, and another
 * one rounds otherwise.
 */
export async function deviceIdentity(device: SessionDevice): Promise<string> {
  if (device !== 'webgpu') return device;
  const search = await findAdapter();
  if ('missing' in search) return device;
  const { name = '', driver = '' } = search.adapter;
  return [device, name, driver].join('\n');
}

/** Whether the WebGPU device computes on a card, for all that is known. */
export async function hasHardwareAdapter(): Promise<boolean> {
  if (process.platform === 'linux' && !cards.some((path) => existsSync(path))) return false;
  const search = await findAdapter();
  return 'adapter' in search && search.adapter.isSoftware === false;
}

async function search(): Promise<AdapterSearch> {
  const program = fileURLToPath(new URL('../dist/adapter-worker.js', import.meta.url));
  const settings = {
    env: { ...process.env, VK_LOADER_DEBUG: 'all' },
    timeout: 60_000,
    maxBuffer: 2 ** 26,
  };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], settings);
    // Layers of the loader may write there, too: the answer is the last line.
    const answer = stdout.trim().split('\n').at(-1) as string;
    const { works, reason = '' } = JSON.parse(answer) as { works: boolean; reason?: string };
    return works
      ? { adapter: process.platform === 'darwin' ? metal : adapterIn(stderr) }
      : { missing: missingAdapter(stderr, reason) };
  } catch (error) {
    return { missing: whyNotAsked(error as ExecFileException) };
  }
}

function whyNotAsked({ killed, signal, message }: ExecFileException): MissingAdapter {
  if (killed === true) {
    const remedy = 'End what else uses the card, or start the machine anew.';
    return { reason: 'It did not answer within a minute.', remedy };
  }
  if (signal != null) {
    const remedy = 'Install another version of its driver.';
    return { reason: `Its driver ended the process (${signal}).`, remedy };
  }
  const [reason = ''] = message.split('\n');
  return { reason, remedy: 'Install the packages of this project again, and ask once more.' };
}

/** What is missing for an adapter, by what the Vulkan loader and Dawn say of their search. */
export function missingAdapter(said: string, reason: string): MissingAdapter {
  if (process.platform !== 'linux') return { reason, remedy: 'Install the driver of the card.' };
  if (!/vulkan loader version/i.test(said)) {
    return {
      reason: 'There is no Vulkan loader, libvulkan.so.1.',
      remedy: 'Install it with: apt-get install libvulkan1, or dnf install vulkan-loader',
    };
  }
  const lacking = /Warning: (Vulkan .* required)/.exec(said)?.[1];
  const { name } = adapterIn(said);
  if (lacking !== undefined) {
    return {
      reason: `${name ?? 'The adapter'} lacks what WebGPU needs: ${lacking}.`,
      remedy: 'Install a newer driver, or that of another card.',
    };
  }
  return {
    reason: `No Vulkan driver has an adapter: ${reason}`,
    remedy:
      'For cards of AMD and Intel: apt-get install mesa-vulkan-drivers. For cards of NVIDIA: its driver, such as ' +
      'apt-get install nvidia-driver; in a container, with NVIDIA_DRIVER_CAPABILITIES=all.',
  };
}

/** The adapter that a Vulkan device was made on, by what the loader says of it. */
export function adapterIn(loaderLines: string): Adapter {
  const used = /Using "(.*?)\s*" with driver: "(.*)"/.exec(loaderLines);
  // Loaders of before 2023 list devices, the first of which Dawn takes.
  const listed = /Sorted order:\s*\n.*\[0\] (.*?)\s*\n/.exec(loaderLines);
  const name = used?.[1] ?? listed?.[1];
  const library = used?.[2];
  return {
    name,
    driver: library && driverOf(library),
    isSoftware: name === undefined ? undefined : isSoftware(name),
  };
}

/** Names of adapters that compute on the processor. */
function isSoftware(name: string): boolean {
  return /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i.test(name);
}

function driverOf(library: string): string {
  const name = basename(library);
  const nvidia = '/sys/module/nvidia/version';
  if (!/nvidia/i.test(name) || !existsSync(nvidia)) return name;
  return `${name} ${readFileSync(nvidia, 'utf8').trim()}`;
}
