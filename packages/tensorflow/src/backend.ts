import type { Device } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { findInstalled } from '@ventral/host';

/** What can compute for TensorFlow.js in Node, fastest first. */
export const backends = ['node-gpu', 'node', 'wasm', 'cpu'] as const;

/**
 * `node-gpu`: TensorFlow on CUDA; `node`: TensorFlow on the processor; `wasm`: WebAssembly;
 * `cpu`: plain JavaScript.
 */
export type Backend = (typeof backends)[number];

/** What a back end is made of. */
export interface BackendPackages {
  /** The package whose exports are TensorFlow.js. */
  readonly main: string;
  /** A package that adds the back end to it. */
  readonly addition?: string;
  /** What TensorFlow.js calls the back end. */
  readonly registeredAs: string;
}

/** The packages of each back end. */
export const backendPackages: Readonly<Record<Backend, BackendPackages>> = {
  'node-gpu': { main: '@tensorflow/tfjs-node-gpu', registeredAs: 'tensorflow' },
  node: { main: '@tensorflow/tfjs-node', registeredAs: 'tensorflow' },
  wasm: {
    main: '@tensorflow/tfjs',
    addition: '@tensorflow/tfjs-backend-wasm',
    registeredAs: 'wasm',
  },
  cpu: { main: '@tensorflow/tfjs', registeredAs: 'cpu' },
};

/**
 * The back ends that may be tried, in this order.
 *
 * @param wanted a back end, or `auto`, the fastest one that works
 * @param device what they may run on
 * @default device whatever is there
 * @throws VentralError `OPTION_INVALID` for an unknown back end, or one that is not of the device
 */
export function backendsToTry(wanted: string, device: Device | undefined): readonly Backend[] {
  const allowed = backends.filter(
    (backend) => device === undefined || (device === 'cuda') === (backend === 'node-gpu'),
  );
  if (wanted === 'auto') return allowed;
  const named = backends.find((backend) => backend === wanted);
  if (named === undefined) {
    throw new VentralError('OPTION_INVALID', `There is no TensorFlow.js back end '${wanted}'.`, {
      hint: `Take auto, ${backends.join(', ')}.`,
    });
  }
  if (allowed.includes(named)) return [named];
  throw new VentralError('OPTION_INVALID', `The back end '${named}' does not run on ${device}.`, {
    hint: `On ${device} there is ${allowed.join(', ')}.`,
  });
}

/** The first package of a back end that is not installed. */
export async function missingPackage({
  main,
  addition,
}: BackendPackages): Promise<string | undefined> {
  for (const name of addition === undefined ? [main] : [main, addition]) {
    if ((await findInstalled(name, import.meta.dirname)) === undefined) return name;
  }
  return undefined;
}
