import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { countValues, type NdArray } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { floatToHalf, toFloat32 } from '@ventral/onnx';
import { type NamedArrays, type Network, parameterShapes } from '@ventral/training';

/**
 * Parameters as the bytes of a file: one after the other in the order of layers, row-major, 16-bit
 * floats, lowest byte first. Rounding changes a parameter by at most one part in 2,048.
 */
export function encodeParameters(network: Network, parameters: NamedArrays): Uint8Array {
  const values = [...parameterShapes(network).keys()].flatMap((name) => [
    ...(parameters[name] as NdArray).values,
  ]);
  const bytes = new DataView(new ArrayBuffer(2 * values.length));
  for (const [index, value] of values.entries()) {
    bytes.setUint16(2 * index, floatToHalf(value), true);
  }
  return new Uint8Array(bytes.buffer);
}

/**
 * Reads the parameters of a network from a file that {@link encodeParameters} made.
 *
 * @param file its path or URL
 * @param sha256 of the file, in hexadecimal
 * @throws VentralError `MODEL_UNREADABLE` where the file cannot be read or is another one
 */
export async function readParameters(
  network: Network,
  file: string | URL,
  sha256: string,
): Promise<NamedArrays> {
  const bytes = await readBytes(file);
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== sha256) {
    throw new VentralError(
      'MODEL_UNREADABLE',
      `${file} is damaged: its sha256 is ${digest}, not ${sha256}.`,
      { hint: 'Install the package that it belongs to again.' },
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parameters: Record<string, NdArray> = {};
  let start = 0;
  for (const [name, shape] of parameterShapes(network)) {
    const length = countValues(shape);
    const bits = Uint16Array.from({ length }, (_, index) =>
      view.getUint16(2 * (start + index), true),
    );
    parameters[name] = { shape, values: toFloat32({ type: 'float16', shape, values: bits }) };
    start += length;
  }
  return parameters;
}

async function readBytes(file: string | URL): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new VentralError('MODEL_UNREADABLE', `${file} could not be read.`, {
      hint: 'Install the package that it belongs to again.',
      cause,
    });
  }
}
