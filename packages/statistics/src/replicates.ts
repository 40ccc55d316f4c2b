import { VentralError } from '@ventral/errors';

const bytesPerValue = 4;

/**
 * The values of a score in each replicate as text, as a record keeps them: base64 of float32, little
 * endian. NaN stands for a replicate in which the score is undefined.
 *
 * @throws VentralError `RESPONSES_INVALID` where a value is infinite or too large for float32
 */
export function encodeReplicates(values: ArrayLike<number>): string {
  const view = new DataView(new ArrayBuffer(values.length * bytesPerValue));
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (Math.abs(Math.fround(value)) === Number.POSITIVE_INFINITY) {
      throw new VentralError(
        'RESPONSES_INVALID',
        `Replicate ${index} is ${value}, which float32 does not hold.`,
        { hint: 'Write NaN for a replicate in which the score is undefined.' },
      );
    }
    view.setFloat32(index * bytesPerValue, value, true);
  }
  let binary = '';
  for (let byte = 0; byte < view.byteLength; byte++) {
    binary += String.fromCharCode(view.getUint8(byte));
  }
  return btoa(binary);
}

/**
 * The values that {@link encodeReplicates} wrote.
 *
 * @throws VentralError `RECORD_INVALID` where the text is no base64, holds no whole float32 values, or
 *   one of them is infinite
 */
export function decodeReplicates(text: string): Float32Array {
  const binary = fromBase64(text);
  if (binary === undefined || binary.length === 0) {
    throw damaged(`are no base64 (${text.length} characters)`);
  }
  if (binary.length % bytesPerValue !== 0) {
    throw damaged(`are ${binary.length} bytes, no whole number of float32 values`);
  }
  const view = new DataView(new ArrayBuffer(binary.length));
  for (let byte = 0; byte < binary.length; byte++) view.setUint8(byte, binary.charCodeAt(byte));
  const values = new Float32Array(binary.length / bytesPerValue);
  for (let index = 0; index < values.length; index++) {
    const value = view.getFloat32(index * bytesPerValue, true);
    if (Math.abs(value) === Number.POSITIVE_INFINITY) {
      throw damaged(`hold ${value} at ${index}`);
    }
    values[index] = value;
  }
  return values;
}

/**
 * What atob lets pass, such as spaces and missing padding, is no text of ours: it gives fewer bytes than
 * the length says. (A pattern takes longer than all other reading of a record.)
 */
function fromBase64(text: string): string | undefined {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  try {
    const binary = atob(text);
    return binary.length === (text.length / 4) * 3 - padding ? binary : undefined;
  } catch {
    return undefined;
  }
}

function damaged(how: string): VentralError {
  return new VentralError('RECORD_INVALID', `The replicates of a score ${how}: they are damaged.`, {
    hint: 'Take the record from its source again, or make it again by scoring.',
  });
}
