import type { Backend } from './backend.ts';

/** The functions of TensorFlow.js. */
export type TensorFlowFunctions = typeof import('@tensorflow/tfjs');

/** TensorFlow.js on one of its back ends. */
export interface TensorFlow {
  readonly backend: Backend;
  /** Of TensorFlow.js, such as `4.22.0`. */
  readonly version: string;
  /** What computed, and why nothing faster did: belongs beside every number made with it. */
  readonly note: string;
  /**
   * Computes on this back end. Tensors made meanwhile are freed, but those that `work` keeps
   * (`tf.keep`). JavaScript stands still until it is done.
   */
  compute<Result>(work: (tf: TensorFlowFunctions) => Result): Result;
}

/** Puts the functions of TensorFlow.js and one of its back ends together. */
export function tensorFlowOn(
  tf: TensorFlowFunctions,
  registeredAs: string,
  facts: Omit<TensorFlow, 'compute'>,
): TensorFlow {
  return {
    ...facts,
    compute(work) {
      // Which back end computes is one setting of the whole process. For one that is ready it
      // changes at once, and nothing else can change it before `work` is done.
      void tf.setBackend(registeredAs);
      const results: ReturnType<typeof work>[] = [];
      tf.tidy(() => {
        results.push(work(tf));
      });
      return results[0] as ReturnType<typeof work>;
    },
  };
}
