/** Why TensorFlow.js failed, in words; where it stumbled itself, its own say nothing to a user. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof TypeError) return 'what describes the network is incomplete or damaged';
  return cause instanceof Error ? cause.message : String(cause);
}
