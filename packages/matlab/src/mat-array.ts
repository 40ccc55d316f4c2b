import { countValues } from '@ventral/arrays';
import { type MatElement, readElements } from './mat-element.ts';

// By the format's codes of types: what holds numbers as they are stored, and how text is encoded.
const arrayTypes = {
  1: Int8Array,
  2: Uint8Array,
  3: Int16Array,
  4: Uint16Array,
  5: Int32Array,
  6: Uint32Array,
  7: Float32Array,
  9: Float64Array,
};
const encodings: Readonly<Record<number, string>> = {
  1: 'utf-8',
  2: 'utf-8',
  4: 'utf-16le',
  16: 'utf-8',
  17: 'utf-16le',
};
const matrixType = 14;

/** The arrays that hold the numbers of a MAT-file, in the type they are stored in. */
type MatValues = InstanceType<(typeof arrayTypes)[keyof typeof arrayTypes]>;

/** Arrays by name: the variables of a file, or the fields of a struct. */
export type MatFields = ReadonlyMap<string, MatArray>;

/** An array of a MAT-file. What it holds is in column-major order: the first dimension is fastest. */
export type MatArray = { readonly shape: readonly number[] } & (
  | { readonly kind: 'numbers'; readonly values: MatValues }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'cells'; readonly cells: readonly MatArray[] }
  | { readonly kind: 'structs'; readonly structs: readonly MatFields[] }
);

// The format's codes of arrays.
const [cellClass, structClass, textClass, firstNumberClass, lastNumberClass] = [1, 2, 4, 6, 13];
const complexFlag = 0x0800;

/**
 * Parses a matrix element: numbers, text, cells or structs.
 *
 * @returns its name, empty for a cell or a field, and the array
 * @throws Error for what it does not read (complex and 64-bit numbers, sparse arrays, objects,
 *   text of several rows), and where sizes disagree
 */
export function parseMatrix({ type, bytes }: MatElement): [name: string, array: MatArray] {
  if (type !== matrixType) throw new Error(`an element of type ${type} is no array`);
  const [flagElement, shapeElement, nameElement, ...content] = readElements(bytes);
  const [flags = 0] = numbersIn(flagElement);
  const shape = [...numbersIn(shapeElement)];
  return [textIn(nameElement), parseContent(flags, shape, content)];
}

function parseContent(
  flags: number,
  shape: readonly number[],
  content: readonly MatElement[],
): MatArray {
  const arrayClass = flags & 0xff;
  const size = countValues(shape);
  if (arrayClass === cellClass) {
    requireCount(content.length, size);
    return { kind: 'cells', shape, cells: content.map((cell) => parseMatrix(cell)[1]) };
  }
  if (arrayClass === structClass)
    return { kind: 'structs', shape, structs: parseStructs(size, content) };
  if (arrayClass === textClass) {
    const text = textIn(content[0]);
    if (size > 0 && shape[0] !== 1) throw new Error('text of several rows is not read');
    requireCount(text.length, size);
    return { kind: 'text', shape, text };
  }
  const isNumbers = firstNumberClass <= arrayClass && arrayClass <= lastNumberClass;
  if (!isNumbers || (flags & complexFlag) !== 0) {
    throw new Error(`arrays of class ${arrayClass} with flags ${flags >> 8} are not read`);
  }
  const values = numbersIn(content[0]);
  requireCount(values.length, size);
  return { kind: 'numbers', shape, values };
}

// The fields of the first struct, then those of the next.
function parseStructs(
  size: number,
  [widthElement, namesElement, ...fields]: readonly MatElement[],
): readonly MatFields[] {
  const width = numbersIn(widthElement)[0] as number;
  const padded = textIn(namesElement);
  const names = Array.from({ length: padded.length / width }, (_, index) =>
    padded.slice(index * width, (index + 1) * width).replace(/\0.*$/s, ''),
  );
  requireCount(fields.length, names.length * size);
  const arrays = fields.map((field) => parseMatrix(field)[1]);
  return Array.from({ length: size }, (_, struct) => {
    const own = arrays.slice(struct * names.length, (struct + 1) * names.length);
    return new Map(own.map((array, index) => [names[index] as string, array]));
  });
}

function numbersIn(element: MatElement | undefined): MatValues {
  const types: Readonly<Record<number, new (bytes: ArrayBuffer) => MatValues>> = arrayTypes;
  const ArrayType = types[element?.type ?? 0];
  if (element === undefined || ArrayType === undefined) {
    throw new Error(`an element of type ${element?.type ?? 'none'} stands where numbers belong`);
  }
  // Copied, since typed arrays have to begin at a multiple of their size.
  return new ArrayType(new Uint8Array(element.bytes).buffer);
}

function textIn(element: MatElement | undefined): string {
  const encoding = encodings[element?.type ?? 0];
  if (element === undefined || encoding === undefined) {
    throw new Error(`an element of type ${element?.type ?? 'none'} stands where text belongs`);
  }
  return new TextDecoder(encoding).decode(element.bytes);
}

function requireCount(found: number, wanted: number): void {
  if (found !== wanted)
    throw new Error(`an array has ${found} elements where its shape needs ${wanted}`);
}
