// The numbers ONNX gives to element types (TensorProto.DataType).
const codes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
} as const;

/** The type of a tensor's elements, as onnxruntime names it. */
export type ElementType = keyof typeof codes;

/** The number ONNX files give to an element type. */
export function elementTypeCode(type: ElementType): number {
  return codes[type];
}

/** The element type of a number in an ONNX file; undefined for rare ones, such as `bfloat16`. */
export function elementTypeOf(code: number): ElementType | undefined {
  return (Object.keys(codes) as ElementType[]).find((type) => codes[type] === code);
}
