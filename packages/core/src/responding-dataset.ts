import type { NdArray, RgbImage } from '@ventral/arrays';
import type { Dataset } from './dataset.ts';
import type { RunContext } from './run-context.ts';

/** A data set of a simulated brain, which can be shown any image. */
export interface RespondingDataset<Loaded = unknown> extends Dataset<Loaded> {
  /**
   * What the sites of a region respond to images, without noise.
   *
   * @param images of any size, each as wide as the stimuli of the data set
   * @returns `images x sites`, in the unit and the order of the recordings
   * @throws VentralError `OPTION_INVALID` for a region that there is not, or whose responses do not depend on
   *   the image alone
   */
  respond(
    images: readonly RgbImage[],
    region: string,
    context: RunContext,
  ): Promise<NdArray<Float64Array>>;
}
