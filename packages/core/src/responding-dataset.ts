import type { NdArray, RgbImage } from '@ventral/arrays';
import type { Dataset } from './dataset.ts';
import type { RunContext } from './run-context.ts';

/** A data set of a simulated brain, which can be shown any stimulus of its kind: any image, say. */
export interface RespondingDataset<Loaded = unknown, Content = RgbImage> extends Dataset<Loaded> {
  /**
   * What the sites of a region respond to stimuli, without noise.
   *
   * @param stimuli images of any size, each as wide as those of the data set; or what else it takes
   * @returns `stimuli x sites`, in the unit and the order of the recordings
   * @throws VentralError `OPTION_INVALID` for a region that there is not, or whose responses do not depend on
   *   the stimulus alone
   */
  respond(
    stimuli: readonly Content[],
    region: string,
    context: RunContext,
  ): Promise<NdArray<Float64Array>>;
}
