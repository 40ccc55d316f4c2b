import { countValues } from '@ventral/arrays';
import { elementTypes, type MatElement, readElements } from './mat-element.ts';

/** The arrays that hold the numbers of a MAT-file, in the type they are stored in. */
type MatValues =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** Arrays by name: the variables of a file, or the fields of a struct. */
export type MatFields = ReadonlyMap<string, MatArray>;

/** An array of a MAT-file. What it holds is in column-major order: the first dimension is fastest. */
export type MatArray =
  | { readonly kind: 'numbers'; readonly shape: readonly number[]; readonly values: MatValues }
  | { readonly kind: 'text'; readonly shape: readonly number[]; readonly text: string }
  | {
      readonly kind: 'cells';
      readonly shape: readonly number[];
      readonly cells: readonly MatArray[];
    }
  | {
      readonly kind: 'structs';
      readonly shape: readonly number[];
      readonly structs: readonly MatFields[];
    };

/** An array with its name; that of a cell or a field is empty. */
export interface NamedMatArray {
  readonly name: string;
  readonly array: MatArray;
}

const cellClass = 1;
const structClass = 2;
const textClass = 4;
const firstNumberClass = 6;
const lastNumberClass = 13;
const complexFlag = 0x0800;

/**
 * Parses a matrix element: numbers, text, cells or structs.
 *
 * @throws Error for what it does not read (complex and 64-bit numbers, sparse arrays, objects,
 *   text of several rows), and where sizes disagree
 */
export function parseMatrix({ type, bytes }: MatElement): NamedMatArray {
  if (type !== elementTypes.matrix) throw new Error(`an element of type ${type} is no array`);
  const [flagElement, shapeElement, nameElement, ...content] = readElements(bytes);
  const flags = numbersIn(flagElement)[0] as number;
  const shape = [...numbersIn(shapeElement)];
  const name = textIn(nameElement);
  return { name, array: parseContent(flags, shape, content) };
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
    return { kind: 'cells', shape, cells: content.map((cell) => parseMatrix(cell).array) };
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
  return Array.from({ length: size }, (_, struct) => {
    const own = fields.slice(struct * names.length, (struct + 1) * names.length);
    return new Map(own.map((field, index) => [names[index] as string, parseMatrix(field).array]));
  });
}

const arrayTypes = new Map<number, { new (buffer: ArrayBuffer): MatValues }>([
  [elementTypes.int8, Int8Array],
  [elementTypes.uint8, Uint8Array],
  [elementTypes.int16, Int16Array],
  [elementTypes.uint16, Uint16Array],
  [elementTypes.int32, Int32Array],
  [elementTypes.uint32, Uint32Array],
  [elementTypes.single, Float32Array],
  [elementTypes.double, Float64Array],
]);

function numbersIn(element: MatElement | undefined): MatValues {
  const ArrayType = arrayTypes.get(element?.type ?? 0);
  if (element === undefined || ArrayType === undefined) {
    throw new Error(`an element of type ${element?.type ?? 'none'} stands where numbers belong`);
  }
  // Copied, since typed arrays have to begin at a multiple of their size.
  return new ArrayType(new Uint8Array(element.bytes).buffer);
}

const textEncodings = new Map<number, string>([
  [elementTypes.int8, 'utf-8'],
  [elementTypes.uint8, 'utf-8'],
  [elementTypes.utf8, 'utf-8'],
  [elementTypes.uint16, 'utf-16le'],
  [elementTypes.utf16, 'utf-16le'],
]);

function textIn(element: MatElement | undefined): string {
  const encoding = textEncodings.get(element?.type ?? 0);
  if (element === undefined || encoding === undefined) {
    throw new Error(`an element of type ${element?.type ?? 'none'} stands where text belongs`);
  }
  return new TextDecoder(encoding).decode(element.bytes);
}

function requireCount(found: number, wanted: number): void {
  if (found !== wanted)
    throw new Error(`an array has ${found} elements where its shape needs ${wanted}`);
}
