/** A digest that decides whether a file is the one that was meant. */
export type FileHash =
  | { readonly algorithm: 'sha256' | 'sha1'; readonly digest: string }
  /** Git's object id: sha1 of `blob <bytes>\0` followed by the content. */
  | { readonly algorithm: 'git-blob'; readonly digest: string };

/** A file of a data set or a model, named by a public address and a hash. */
export interface PinnedFile {
  /** Path within its data set or model, `/`-separated and relative: `images/images_210325.zip`. */
  readonly path: string;
  /** Public addresses, tried in order. */
  readonly urls: readonly string[];
  /** Lower-case hexadecimal digest; the file is used only when it matches. */
  readonly hash: FileHash;
  /** Exact size, where the source states it; checked as well, and shown before a download. */
  readonly bytes?: number;
  /**
   * Headers to send with a request to one of the addresses, for a file that is not public.
   *
   * @throws VentralError `DATA_UNAVAILABLE` where the user has no right to ask
   */
  authorize?(url: string): Promise<Readonly<Record<string, string>>>;
}
