import type { ElementType } from './element-type.ts';
import type { Tensor } from './tensor.ts';

/** What a graph can run on: the processor, any maker's graphics card, a card of NVIDIA by its own libraries. */
export type SessionDevice = 'cpu' | 'webgpu' | 'cuda';

/** How a graph is run. */
export interface SessionOptions {
  /**
   * What it runs on. Operators that a device does not take stay on the processor.
   * @default 'cpu'
   */
  readonly device?: SessionDevice;
  /**
   * Threads one operation may use, on the processor.
   * @default every processor this process may use
   */
  readonly threads?: number | undefined;
}

/** An input or output of a graph that is ready to run. */
export interface SessionValue {
  readonly name: string;
  /** Undefined for what is no tensor, such as a sequence. */
  readonly type: ElementType | undefined;
  /** Sizes; a word, maybe an empty one, where any size is taken. */
  readonly shape: readonly (number | string)[];
}

/** A graph that is ready to run. Close it when done: its memory is not the garbage collector's. */
export interface Session extends AsyncDisposable {
  readonly inputs: readonly SessionValue[];
  readonly outputs: readonly SessionValue[];
  /**
   * Runs the graph once. On the processor, JavaScript stands still meanwhile, so give it work in batches; on
   * a device it goes on.
   *
   * @param feeds a tensor for each input, by name
   * @param fetches names of the outputs wanted
   * @default fetches every output
   * @throws VentralError `MODEL_FAILED` with the runtime's reason
   * @throws VentralError `DEVICE_DIVERGES` where a device computes other numbers than the processor
   * @throws VentralError `DEVICE_MEMORY`, `DEVICE_LOST` where a device gives up
   */
  run(
    feeds: Readonly<Record<string, Tensor>>,
    fetches?: readonly string[],
  ): Promise<Readonly<Record<string, Tensor>>>;
}
