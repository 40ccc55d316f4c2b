/** A model that reads from left to right, ready to be asked what comes next. Close it when done. */
export interface WordPredictor extends AsyncDisposable {
  /**
   * The word that it expects most after each text: what it writes, piece by piece, until a new word begins.
   *
   * @param texts each from the beginning of what is read to the end of a word
   * @returns a word for each text, without white space around it; empty where it expects the text to end
   */
  predict(texts: readonly string[]): Promise<readonly string[]>;
}
