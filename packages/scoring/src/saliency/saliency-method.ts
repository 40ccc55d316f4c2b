import type { ImageGradient } from '@ventral/core';

/** A response to an image, and its gradient there: what a map is made from. */
export interface SaliencyTask {
  readonly gradient: ImageGradient;
  /** The image as the network sees it, `height x width x 3`, from 0 to 1. */
  readonly pixels: Float32Array;
  /** The response to it. */
  readonly response: number;
  /** How that changes with each pixel, as `pixels`. */
  readonly slopes: Float32Array;
  /** How many images a method that takes several is to take: noisy copies, steps. */
  readonly samples: number;
  /** Of whatever a method draws. */
  readonly seed: number;
  /** Called before each batch of images with how many were done; throws where the run is to end. */
  report(done: number, total: number): void;
}

/** A map of which pixels a response depends on, and what else its method has to say. */
export interface SaliencyValues {
  /** One value a pixel and colour, `height x width x 3`, with its sign. */
  readonly values: Float32Array;
  /** Numbers that belong to it, such as how much it leaves unexplained, by name. */
  readonly facts: Readonly<Record<string, number>>;
}

/** A way to say which pixels of an image a response depends on. */
export interface SaliencyMethod {
  /** One line for people. */
  readonly title: string;
  compute(task: SaliencyTask): Promise<SaliencyValues>;
}
