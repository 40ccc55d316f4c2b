import type { OnnxModel } from '@ventral/onnx';
import type { NetworkValues } from './network-plan.ts';

/** A network that is ready to be trained. */
export interface PreparedNetwork extends NetworkValues {
  /** Takes samples, of any number, and every parameter as inputs, by name. */
  readonly model: OnnxModel;
}
