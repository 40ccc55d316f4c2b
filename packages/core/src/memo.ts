/** Remembers results from run to run; they can be made again at any time. */
export interface Memo {
  /**
   * What was kept under a key; undefined where nothing was.
   *
   * @param key everything the result depends on
   */
  get(key: string): Promise<unknown>;
  /** Keeps a result, plain JSON, under a key. */
  set(key: string, value: unknown): Promise<void>;
}
