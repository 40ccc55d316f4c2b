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
  const names = [...parameterShapes(network).keys()];
  const values = names.flatMap((name) => [...(parameters[name] as NdArray).values]);
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(floatToHalf(value), 2 * index);
  return bytes;
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
  const parameters: Record<string, NdArray> = {};
  let at = 0;
  for (const [name, shape] of parameterShapes(network)) {
    const values = new Uint16Array(countValues(shape));
    for (let index = 0; index < values.length; index++, at += 2) {
      values[index] = bytes.readUInt16LE(at);
    }
    parameters[name] = { shape, values: toFloat32({ type: 'float16', shape, values }) };
  }
  return parameters;
}

async function readBytes(file: string | URL): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new VentralError('MODEL_UNREADABLE', `${file} could not be read.`, {
      hint: 'Install the package that it belongs to again.',
      cause,
    });
  }
}
