import { VentralError } from '@ventral/errors';
import { addSaliency, type HarmonizerOptions, harmonizer } from '@ventral/gradients';
import { encodeNode, extendModel, modelInputs, type OnnxModel } from '@ventral/onnx';
import type { ImportanceMaps } from './importance-maps.ts';
import { showMaps } from './show-maps.ts';
import type { ExtendedNetwork, TrainingObjective } from './training-objective.ts';

/** How what a network looks at is compared with what people find important. */
export interface HarmonizerSettings extends Pick<HarmonizerOptions, 'variant' | 'levels'> {
  /** The value of the network that has one number a class. */
  readonly logits: string;
  readonly maps: ImportanceMaps;
  /**
   * Class of each image, from 0: the saliency is that of its logit.
   * @default the saliency of an image is that of its highest logit
   */
  readonly labels?: readonly number[];
}

const saliency = '$saliency';
const [human, tokens, classes] = ['$maps', '$has a map', '$classes of maps'] as const;

/**
 * Makes the saliency of a network, the mean over channels of the slope of a logit by the pixels of an image, like
 * maps of what people find important, at several scales. Beside classification, with weights that decay and labels
 * smoothed by .1, it is the neural harmonizer. A step differentiates twice. Maps are moved and mirrored as their images
 * are; one of which nothing is left to see changes nothing.
 *
 * Reference: Fel et al. (2022), https://doi.org/10.48550/arXiv.2211.04533
 *
 * @throws VentralError `SHAPE_MISMATCH` for maps or labels of other numbers of images; in training, for maps of
 *   another size than the images
 * @throws VentralError `STIMULI_MISMATCH` where no image has a map
 * @throws VentralError `RESPONSES_INVALID` for a map that holds what is no number
 * @throws VentralError `OPTION_INVALID` for levels that are no whole number from 1 up
 */
export function harmonizerAlignment(settings: HarmonizerSettings): TrainingObjective {
  const { logits, maps, labels, variant, levels } = settings;
  requireWhole(maps, labels);
  const compared = { ...(variant && { variant }), ...(levels !== undefined && { levels }) };
  return {
    name: 'harmonizer',
    layers: [logits],
    async extend(model) {
      requireSameSize(model, maps);
      return withSaliency(model, logits, labels !== undefined);
    },
    objective: harmonizer(saliency, { ...compared, human, tokens }),
    feeds(rows, views) {
      const { values, isThere } = showMaps(maps, rows, views);
      const [, height, width] = maps.shape;
      return {
        [human]: { type: 'float32', shape: [rows.length, height, width], values },
        [tokens]: { type: 'float32', shape: [rows.length], values: isThere },
        ...(labels && {
          [classes]: {
            type: 'int64',
            shape: [rows.length],
            values: BigInt64Array.from(rows, (row) => BigInt(labels[row]!)),
          },
        }),
      };
    },
  };
}

/** The network with its saliency under a name that is known before. */
async function withSaliency(
  model: OnnxModel,
  logits: string,
  hasLabels: boolean,
): Promise<ExtendedNetwork> {
  const [image] = modelInputs(model);
  const outputs = model.graph.output.map(({ name }) => name);
  const salient = await addSaliency(model, {
    ...{ input: image?.name ?? '', logits, labels: classes, keep: outputs },
    of: hasLabels ? 'label' : 'highest',
  });
  const named = { operation: 'Identity', inputs: [salient.saliency], outputs: [saliency] };
  return {
    model: extendModel(salient.model, {
      nodes: [...salient.model.graph.node, encodeNode(named)],
      outputs: [...outputs, saliency],
    }),
    weights: {},
  };
}

function requireSameSize(model: OnnxModel, { shape: [, height, width] }: ImportanceMaps): void {
  const [, , ownHeight, ownWidth] = modelInputs(model)[0]?.shape ?? [];
  if (height === ownHeight && width === ownWidth) return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `Maps are ${height} x ${width}, and the images ${ownHeight} x ${ownWidth} pixels.`,
    { hint: 'Bring maps to the size of the images that the network sees.' },
  );
}

function requireWhole(
  { shape: [images, height, width], values, isThere }: ImportanceMaps,
  labels: readonly number[] | undefined,
): void {
  const counts = [values.length / (height * width), isThere.length, labels?.length ?? images];
  if (counts.some((count) => count !== images)) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Of ${images} images there are ${counts[0]} maps, ${counts[1]} marks and ${counts[2]} labels.`,
      { hint: 'Give one of each to every image.' },
    );
  }
  if (!isThere.includes(true)) {
    throw new VentralError('STIMULI_MISMATCH', `None of ${images} images has a map.`, {
      hint: 'Give maps of some of the images that are shown.',
    });
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong === -1) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `The map of image ${Math.floor(wrong / (height * width))} holds ${values[wrong]}.`,
    { hint: 'Give finite numbers; an image without a map is marked as one.' },
  );
}
