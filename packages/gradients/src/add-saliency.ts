import { encodeNode, extendModel, type OnnxModel } from '@ventral/onnx';
import { opsetOf } from './current-operators.ts';
import { differentiate } from './differentiate.ts';
import { createGraphWriter } from './graph-writer.ts';
import { ofLabels } from './losses/of-labels.ts';
import { requireRank } from './losses/require-rank.ts';
import { total } from './losses/total.ts';
import { namesIn } from './names-in.ts';
import { reduce } from './rules/reduce.ts';
import type { InputSizes } from './value-sizes.ts';

/** Where the saliency of a network comes from. */
export interface SaliencySource {
  /** Name of the input that takes the images, four axes of which the first are the samples. */
  readonly input: string;
  /** Name of the classes' scores, `samples x classes`, before a softmax. */
  readonly logits: string;
  /**
   * Name of the input that takes the labels, `samples`, counted from 0 (int64); a `crossEntropy` of the result
   * with labels of that name shares it.
   *
   * @default 'labels'
   */
  readonly labels?: string;
  /**
   * Which logit of an image is explained: that of its label, or the highest, where images have no labels.
   *
   * @default 'label'
   */
  readonly of?: 'label' | 'highest';
  /**
   * The axis of the image's channels.
   *
   * @default 1, as in `samples x channels x height x width`
   */
  readonly channelAxis?: 1 | 3;
  /** Sizes of inputs that the file leaves open; the number of samples may stay so. */
  readonly sizes?: InputSizes;
  /** Values of the network that the result has to have as well, besides those that the logits are made of. */
  readonly keep?: readonly string[];
}

/** A network that computes, beside its logits, what they owe to each place of an image. */
export interface SalientNetwork {
  readonly model: OnnxModel;
  /** Name of the saliency, `samples x height x width`, signed, of the input's type. */
  readonly saliency: string;
}

/**
 * Adds the saliency of images to a network: the mean, over channels, of the gradient of the logit of each
 * image's label, or of its highest logit, by its pixels. An objective of it, such as the `harmonizer`, is differentiated by the weights
 * like any other; name them in `by`, since the result has constants besides.
 *
 * Reference: Simonyan, Vedaldi & Zisserman (2014), https://doi.org/10.48550/arXiv.1312.6034
 *
 * @throws VentralError as {@link differentiate} does
 * @throws VentralError `SHAPE_MISMATCH` where the input holds no images, or the logits are no row an image
 */
export async function addSaliency(
  network: OnnxModel,
  request: SaliencySource,
): Promise<SalientNetwork> {
  const { input, logits, labels = 'labels', of = 'label' } = request;
  const { channelAxis = 1, sizes = {}, keep = [] } = request;
  const { model, gradients } = await differentiate(network, {
    of: {
      write(writer) {
        requireRank(writer, input, 4, 'images, samples x channels x height x width');
        requireRank(writer, logits, 2, 'samples x classes');
        const chosen =
          of === 'label'
            ? ofLabels(logits, logits, labels, writer)
            : reduce('ReduceMax', logits, [1], writer.graph);
        return total(chosen, writer.graph);
      },
    },
    by: [input],
    sizes,
    keep: [logits, ...keep],
  });
  const graph = createGraphWriter('float32', namesIn(model), opsetOf(model));
  const mean = reduce('ReduceMean', gradients[input] ?? '', [channelAxis], graph);
  const saliency = graph.add('Squeeze', [mean, graph.integers([channelAxis])]);
  const salient = extendModel(model, {
    nodes: [...model.graph.node, ...graph.nodes.map(encodeNode)],
    constants: graph.constants,
    outputs: [saliency, ...model.graph.output.map(({ name }) => name)],
  });
  return { model: salient, saliency };
}
