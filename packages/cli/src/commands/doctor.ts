import { constants, existsSync } from 'node:fs';
import { access, mkdir, statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import type { Device, RunContext } from '@ventral/core';
import type { VentralError } from '@ventral/errors';
import type { PluginIndex } from '@ventral/host';
import pc from 'picocolors';
import { runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';

interface Finding {
  readonly what: string;
  readonly found: string;
  /** What to do about it; absent where all is well. */
  readonly problem?: string;
}

/** `ventral doctor`: checks the machine, the cache, the mirrors and every plugin, and says what to mend. */
export function addDoctor(program: Command): void {
  withRunFlags(program.command('doctor'))
    .description('Check that everything Ventral needs works here')
    .action(async (flags) => {
      const { createProjectContext } = await import('@ventral/scoring');
      const findings = await runWith(flags, async (settings) => {
        const context = await createProjectContext(process.cwd(), settings);
        return [
          checkNode(),
          await checkMachine(),
          await checkAdapter(context),
          ...(await checkCuda(context)),
          await checkCache(context),
          ...context.mirrors.map(checkMirror),
          ...(await checkPlugins()),
          ...(await checkTensorFlow(context)),
        ];
      });
      const width = Math.max(...findings.map(({ what }) => what.length));
      for (const { what, found, problem } of findings) {
        const sign = problem === undefined ? pc.green('ok') : pc.red('!!');
        console.log(`${sign}  ${what.padEnd(width)}  ${found}`);
        if (problem !== undefined) console.log(`    ${' '.repeat(width)}  ${problem}`);
      }
      if (findings.some(({ problem }) => problem !== undefined)) process.exitCode = 1;
    });
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const old = major < 20 || (major === 20 && minor < 19);
  return {
    what: 'Node',
    found: `${process.version} on ${process.platform}-${process.arch}`,
    ...(old ? { problem: 'Ventral needs Node 20.19 or newer: https://nodejs.org' } : {}),
  };
}

async function checkMachine(): Promise<Finding> {
  const { formatBytes } = await import('@ventral/files');
  return {
    what: 'machine',
    found: `${availableParallelism()} processors, ${formatBytes(totalmem())} of memory`,
  };
}

/** A machine without a graphics card is well all the same, but where one was asked for. */
async function checkAdapter({ device }: RunContext): Promise<Finding> {
  const { findAdapter } = await import('@ventral/onnx');
  const search = await findAdapter();
  if ('missing' in search) {
    const { reason, remedy } = search.missing;
    return device === 'webgpu'
      ? { what: 'WebGPU', found: `none: ${reason}`, problem: remedy }
      : { what: 'WebGPU', found: `none: ${reason} ${remedy}` };
  }
  const { name = 'an adapter that is not named', driver, isSoftware } = search.adapter;
  const by = driver === undefined ? '' : `, driver ${driver}`;
  const which = isSoftware ? '; it computes on the processor: only for --device webgpu' : '';
  return { what: 'WebGPU', found: `${name}${by}${which}` };
}

/** Says whether onnxruntime computes on CUDA, where that was asked for. */
async function checkCuda({ device }: RunContext): Promise<readonly Finding[]> {
  if (device !== 'cuda') return [];
  const { tryDevice } = await import('@ventral/onnx');
  try {
    await tryDevice(device);
    return [{ what: 'CUDA', found: 'onnxruntime computes on it' }];
  } catch (error) {
    const { message, hint = '' } = error as VentralError;
    return [{ what: 'CUDA', found: message, problem: hint }];
  }
}

async function checkCache({ cacheFolder }: RunContext): Promise<Finding> {
  const { formatBytes } = await import('@ventral/files');
  try {
    await mkdir(cacheFolder, { recursive: true });
    await access(cacheFolder, constants.W_OK);
  } catch (error) {
    const problem = `It cannot be written (${(error as Error).message}). Set VENTRAL_CACHE to another folder.`;
    return { what: 'cache', found: cacheFolder, problem };
  }
  const { bavail, bsize } = await statfs(cacheFolder);
  return { what: 'cache', found: `${cacheFolder}, ${formatBytes(bavail * bsize)} free` };
}

function checkMirror(folder: string): Finding {
  const problem = 'It has no SHA256SUMS; make a mirror with: ventral data pull <id> --to DIR';
  const usable = existsSync(join(folder, 'SHA256SUMS'));
  return { what: 'mirror', found: folder, ...(usable ? {} : { problem }) };
}

async function checkPlugins(): Promise<readonly Finding[]> {
  const { addressOf, discoverPlugins, loadPlugin } = await import('@ventral/host');
  let index: PluginIndex;
  try {
    index = await discoverPlugins(process.cwd());
  } catch (error) {
    return [{ what: 'plugins', found: 'unreadable', problem: (error as Error).message }];
  }
  const loaded = await Promise.all(
    index.plugins.map(async (plugin) => {
      const { kind, id } = plugin;
      try {
        await loadPlugin(index, kind, addressOf(plugin));
        return [];
      } catch (error) {
        return [{ what: `${kind} ${id}`, found: 'broken', problem: (error as Error).message }];
      }
    }),
  );
  return [{ what: 'plugins', found: `${index.plugins.length} installed` }, ...loaded.flat()];
}

/** Says what TensorFlow.js would compute on, where a plugin here can use it. */
async function checkTensorFlow({ device }: RunContext): Promise<readonly Finding[]> {
  const { findInstalled, findProject, importExport } = await import('@ventral/host');
  const project = await findProject(process.cwd());
  const { dependencies, devDependencies, optionalDependencies } = project?.packageJson ?? {};
  const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const direct = await Promise.all(names.map((name) => findInstalled(name, process.cwd())));
  // Next to a package that brings it along, where it is not next to the project.
  const folders = [process.cwd(), ...direct.flatMap((found) => (found ? [found.folder] : []))];
  for (const folder of folders) {
    const found = await findInstalled('@ventral/tensorflow', folder);
    if (found === undefined) continue;
    try {
      const load = (await importExport(found, 'loadTensorFlow')) as LoadTensorFlow;
      // WebGPU is nothing that it computes on in Node.
      const { note } = await load({ device: device === 'webgpu' ? 'cpu' : device });
      return [{ what: 'TensorFlow.js', found: note }];
    } catch (error) {
      const { message, hint = '' } = error as VentralError;
      return [{ what: 'TensorFlow.js', found: message, problem: hint }];
    }
  }
  return [];
}

/** What `@ventral/tensorflow` exports, as far as it is used here. */
type LoadTensorFlow = (options: { readonly device: Device }) => Promise<{ readonly note: string }>;
