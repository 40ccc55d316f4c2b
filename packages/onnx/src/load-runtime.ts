type Runtime = typeof import('onnxruntime-node');

/**
 * Loads onnxruntime, quiet and without its telemetry: it would write a device's id and what it is used
 * for under the user's home, for its maker. Whoever wants that sets `ORT_DISABLE_TELEMETRY=0`.
 *
 * On CUDA, single precision is to stay that: by themselves, products are rounded to 11 bits (TF32) on cards of since
 * 2020. The provider's own option for it is not one of onnxruntime-node's; NVIDIA's libraries read the variable.
 *
 * onnxruntime reads the environment of the process. A worker thread has a copy of it: there the
 * variables have to be set by the main thread, before onnxruntime is loaded.
 */
export async function loadRuntime(): Promise<Runtime> {
  process.env.ORT_DISABLE_TELEMETRY ??= '1';
  process.env.NVIDIA_TF32_OVERRIDE = '0';
  const runtime = await import('onnxruntime-node');
  // What it has to say is thrown as well; its own lines on the terminal would only repeat it.
  runtime.env.logLevel = 'fatal';
  return runtime;
}
