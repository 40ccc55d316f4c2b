import { BinaryReader } from '@bufbuild/protobuf/wire';

/** What is said of an image. */
export interface ClickMeExample {
  /** JPEG, red, green and blue. */
  readonly image: Uint8Array;
  /** JPEG, grey: the lighter, the more important. */
  readonly heatmap: Uint8Array;
  /** Of the 1,000 classes of ImageNet, from 0. */
  readonly label: number;
}

type Feature = Uint8Array | number | undefined;

/**
 * Parses a `tf.train.Example` with the features `image`, `heatmap` and `label`.
 *
 * Reference: https://github.com/tensorflow/tensorflow/blob/v2.16.1/tensorflow/core/example/feature.proto
 *
 * @throws Error where one is missing or of another kind
 */
export function parseExample(bytes: Uint8Array): ClickMeExample {
  const features = new Map<string, Feature>();
  for (const inner of fieldsOf(bytes, 1)) {
    for (const entry of fieldsOf(inner, 1)) {
      const [name] = fieldsOf(entry, 1);
      const [feature] = fieldsOf(entry, 2);
      features.set(new TextDecoder().decode(name), feature && firstValue(feature));
    }
  }
  const [image, heatmap, label] = ['image', 'heatmap', 'label'].map((name) => features.get(name));
  if (!(image instanceof Uint8Array)) throw new Error("it has no bytes named 'image'");
  if (!(heatmap instanceof Uint8Array)) throw new Error("it has no bytes named 'heatmap'");
  if (typeof label !== 'number' || label < 0 || label > 999) {
    throw new Error(`its label is ${String(label)}, which is no class from 0 to 999`);
  }
  return { image, heatmap, label };
}

/** The first value of a list of bytes (field 1) or of whole numbers (field 3). */
function firstValue(feature: Uint8Array): Feature {
  for (const list of fieldsOf(feature, 1)) return fieldsOf(list, 1)[0];
  for (const list of fieldsOf(feature, 3)) {
    const reader = new BinaryReader(list);
    if (reader.len === 0) return undefined;
    const [, kind] = reader.tag();
    // Packed: its length stands first.
    if (kind === 2 && reader.uint32() === 0) return undefined;
    return Number(reader.int64());
  }
  return undefined;
}

/** The contents of all fields of this number that hold bytes. */
function fieldsOf(bytes: Uint8Array, wanted: number): readonly Uint8Array[] {
  const reader = new BinaryReader(bytes);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === wanted && wireType === 2) found.push(reader.bytes());
    else reader.skip(wireType, field);
  }
  return found;
}
