/** Texts that are kept once, and named by their place. */
export class TextList {
  readonly texts: string[] = [];
  readonly #places = new Map<string, number>();

  /** Place of a text; `null` for none. */
  placeOf(text: string | undefined): number | null {
    if (text === undefined || text === '') return null;
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}
