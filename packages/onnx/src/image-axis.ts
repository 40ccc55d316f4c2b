/** The sizes of a value when so many images are shown; a word, or nothing, where one is not known. */
export interface SizesOfBatch {
  readonly images: number;
  readonly sizes: readonly (number | string | undefined)[];
}

/** Which axis of a value counts the images, or why none does. */
export type ImageAxis =
  /** Undefined where the network takes one image, and all of the value is of that. */
  | { readonly axis: number | undefined }
  /** A clause, such as `none of its axes counts the images`. */
  | { readonly unusable: string };

/**
 * The axis of a value that counts the images: the one whose size follows their number. Where the network
 * takes one image and no more, whatever it computes is of that image.
 *
 * @param other the sizes for another number of images, where the network takes one
 */
export function findImageAxis({ images, sizes }: SizesOfBatch, other?: SizesOfBatch): ImageAxis {
  const isOpen = typeof sizes[0] !== 'number';
  if (images === 1) {
    const axis = sizes.indexOf(1);
    return { axis: axis >= 0 ? axis : isOpen ? 0 : undefined };
  }
  if (other === undefined) {
    return isOpen || sizes[0] === images
      ? { axis: 0 }
      : { unusable: 'which of its axes counts the images cannot be told' };
  }
  const axes = [...sizes.keys()];
  const follows = (axis: number, each: number) =>
    sizes[axis] === each * images && other.sizes[axis] === each * other.images;
  const [axis, second] = axes.filter((one) => follows(one, 1));
  if (second !== undefined) return { unusable: 'it compares images with one another' };
  if (axis !== undefined) return { axis };
  const folded = axes.find((one) => follows(one, Math.floor(Number(sizes[one]) / images)));
  if (folded !== undefined) {
    const each = Number(sizes[folded]) / images;
    return { unusable: `its axis ${folded} mixes images with something else (${each} an image)` };
  }
  return isOpen ? { axis: 0 } : { unusable: 'none of its axes counts the images' };
}
