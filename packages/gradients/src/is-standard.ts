import type { NodeProto } from '@ventral/onnx';

/** Whether an operator is one of ONNX itself: those of others may share its name and mean something else. */
export function isStandard({ domain }: NodeProto): boolean {
  return domain === '' || domain === 'ai.onnx';
}
