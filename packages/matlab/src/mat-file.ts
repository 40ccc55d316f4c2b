import { VentralError } from '@ventral/errors';
import { withUnchangedFile } from '@ventral/files';
import { type MatArray, type MatFields, parseMatrix } from './mat-array.ts';
import { readElements } from './mat-element.ts';

const headerBytes = 128;

/**
 * Reads the variables of a MAT-file of level 5, as MATLAB writes by default up to version 7.2, on a
 * little-endian machine.
 *
 * Memory is that of the file and twice its numbers, uncompressed.
 * Reference: MathWorks, MAT-File Format,
 * https://www.mathworks.com/help/pdf_doc/matlab/matfile_format.pdf
 *
 * @throws VentralError `DATA_CORRUPT` for any other file, one that is damaged, and one with arrays
 *   that are neither (real) numbers, text, cells nor structs
 */
export async function readMatFile(path: string): Promise<MatFields> {
  const bytes = await withUnchangedFile(path, (file) => file.readFile());
  try {
    // The version, then the letters MI, whose order tells that of bytes.
    if (bytes.toString('latin1', 124, headerBytes) !== '\0\u0001IM') {
      throw new Error('it does not begin as a little-endian one of level 5');
    }
    return new Map(Array.from(readElements(bytes.subarray(headerBytes)), parseMatrix));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new VentralError('DATA_CORRUPT', `${path} is no MAT-file that can be read: ${why}.`, {
      cause,
    });
  }
}

/**
 * One array among the variables of a file or the fields of a struct.
 *
 * @throws VentralError `DATA_CORRUPT` where there is none, or it is of another kind
 */
export function matField<Kind extends MatArray['kind']>(
  fields: MatFields,
  name: string,
  kind: Kind,
): Extract<MatArray, { readonly kind: Kind }> {
  const found = fields.get(name);
  if (found?.kind === kind) return found as Extract<MatArray, { readonly kind: Kind }>;
  throw new VentralError(
    'DATA_CORRUPT',
    `The MAT-file holds ${found?.kind ?? 'nothing'} where ${kind} named '${name}' belong.`,
  );
}
