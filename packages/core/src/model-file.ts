import type { Model } from './model.ts';

/** How a network in a file is to be used. */
export interface ModelFileOptions {
  /**
   * Name of a preset (`torch`, `caffe`, `tf`, `inception`), or a preprocessing as plain data; where
   * a request is made of them, the path of a .json file with one as well. Without it the network's
   * layers can be listed, but it cannot look at images.
   */
  readonly preprocessing?: unknown;
  /** Width and height of the network's input in pixels, where the file leaves them open. */
  readonly imageSize?: number | undefined;
  /**
   * Width of the network's field of view in degrees of visual angle.
   * @default 8
   */
  readonly visualDegrees?: number | undefined;
  /**
   * Path of the tokenizer.json of a model of language, as Hugging Face's tokenizers write it. With it the file
   * is read as a model of texts; it then takes none of the above.
   */
  readonly tokenizer?: string | undefined;
}

/** Makes a model of a file: what a package exports for the model files that its manifest names. */
export type OpenModelFile = (path: string, options: ModelFileOptions) => Model;
