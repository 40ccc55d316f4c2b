import { type Preprocessing, preprocessings } from '@ventral/images';
import type { ZooFile } from './zoo-pins.ts';

/** A network of the ONNX model zoo. */
export interface ZooNetwork {
  /** Id in the literature's spelling. */
  readonly id: string;
  readonly title: string;
  /** Name of its file, without `.onnx`; pinned in {@link zooPins}. */
  readonly file: ZooFile;
  /** In percent. */
  readonly imagenetTop1?: number;
}

/** Networks that share their paper and the way they were trained. */
export interface ZooFamily {
  /** Within `validated/vision/classification` of the zoo. */
  readonly folder: string;
  readonly preprocessing: Preprocessing;
  /** SPDX identifier, from the folder's README. */
  readonly licence: string;
  readonly citation: string;
  readonly networks: readonly ZooNetwork[];
}

// Open Model Zoo's documentation of the same Caffe2 network (densenet-121-caffe2); its accuracy is
// with these values, while the 60.96 % of the ONNX zoo's README are with another network's.
const densenetPreprocessing: Preprocessing = {
  ...preprocessings.caffe,
  mean: [103.94, 116.78, 123.68],
  std: [1 / 0.017, 1 / 0.017, 1 / 0.017],
};

const efficientnetPreprocessing: Preprocessing = {
  ...preprocessings.tf,
  divisor: 1,
  mean: [127, 127, 127],
  std: [128, 128, 128],
};

/**
 * The classification networks of the ONNX model zoo, each in its newest float32 file.
 *
 * Normalisation is that of the folder's README, or of the evaluation its README refers to; accuracy
 * is the README's, and was measured there on central crops or resized images. Left out: networks
 * whose normalisation nobody has stated (Inception v2 and ShuffleNet v1; onnx/models issues 123 and
 * 210), and second files of the same architecture.
 */
export const zooFamilies: readonly ZooFamily[] = [
  {
    folder: 'alexnet/model',
    preprocessing: preprocessings.caffe,
    licence: 'BSD-3-Clause',
    citation:
      'Krizhevsky, Sutskever & Hinton (2012). ImageNet classification with deep convolutional neural networks. doi:10.1145/3065386',
    networks: [
      { id: 'alexnet', title: 'AlexNet, by BVLC', file: 'bvlcalexnet-12', imagenetTop1: 54.8 },
    ],
  },
  {
    folder: 'caffenet/model',
    preprocessing: preprocessings.caffe,
    licence: 'BSD-3-Clause',
    citation:
      'Jia et al. (2014). Caffe: Convolutional architecture for fast feature embedding. doi:10.1145/2647868.2654889',
    networks: [{ id: 'caffenet', title: 'CaffeNet', file: 'caffenet-12', imagenetTop1: 56.27 }],
  },
  {
    folder: 'rcnn_ilsvrc13/model',
    preprocessing: preprocessings.caffe,
    licence: 'BSD-3-Clause',
    citation:
      'Girshick et al. (2014). Rich feature hierarchies for accurate object detection and semantic segmentation. doi:10.1109/CVPR.2014.81',
    networks: [
      {
        id: 'rcnn_ilsvrc13',
        title: 'R-CNN, fine-tuned on the 200 classes of ILSVRC2013',
        file: 'rcnn-ilsvrc13-9',
      },
    ],
  },
  {
    folder: 'zfnet-512/model',
    preprocessing: preprocessings.caffe,
    licence: 'MIT',
    citation:
      'Zeiler & Fergus (2014). Visualizing and understanding convolutional networks. doi:10.1007/978-3-319-10590-1_53',
    networks: [
      {
        id: 'zfnet512',
        title: 'ZFNet with 512 maps in its fourth layer',
        file: 'zfnet512-12',
        imagenetTop1: 55.97,
      },
    ],
  },
  {
    folder: 'inception_and_googlenet/googlenet/model',
    preprocessing: preprocessings.caffe,
    licence: 'BSD-3-Clause',
    citation:
      'Szegedy et al. (2015). Going deeper with convolutions. doi:10.1109/CVPR.2015.7298594',
    networks: [
      { id: 'googlenet', title: 'GoogLeNet, by BVLC', file: 'googlenet-12', imagenetTop1: 67.78 },
    ],
  },
  {
    folder: 'inception_and_googlenet/inception_v1/model',
    preprocessing: preprocessings.caffe,
    licence: 'MIT',
    citation:
      'Szegedy et al. (2015). Going deeper with convolutions. doi:10.1109/CVPR.2015.7298594',
    networks: [
      {
        id: 'inception_v1',
        title: 'Inception v1, by Caffe2',
        file: 'inception-v1-12',
        imagenetTop1: 67.23,
      },
    ],
  },
  {
    folder: 'vgg/model',
    preprocessing: preprocessings.torch,
    licence: 'Apache-2.0',
    citation:
      'Simonyan & Zisserman (2015). Very deep convolutional networks for large-scale image recognition. arXiv:1409.1556',
    networks: [
      { id: 'vgg16', title: 'VGG-16', file: 'vgg16-12', imagenetTop1: 72.38 },
      {
        id: 'vgg16_bn',
        title: 'VGG-16 with batch normalisation',
        file: 'vgg16-bn-7',
        imagenetTop1: 72.71,
      },
      { id: 'vgg19', title: 'VGG-19', file: 'vgg19-7', imagenetTop1: 73.72 },
      {
        id: 'vgg19_bn',
        title: 'VGG-19 with batch normalisation',
        file: 'vgg19-bn-7',
        imagenetTop1: 73.83,
      },
    ],
  },
  {
    folder: 'resnet/model',
    preprocessing: preprocessings.torch,
    licence: 'Apache-2.0',
    citation:
      'He, Zhang, Ren & Sun (2016). Deep residual learning for image recognition. doi:10.1109/CVPR.2016.90',
    networks: [
      { id: 'resnet18_v1', title: 'ResNet-18', file: 'resnet18-v1-7', imagenetTop1: 69.93 },
      { id: 'resnet34_v1', title: 'ResNet-34', file: 'resnet34-v1-7', imagenetTop1: 73.73 },
      { id: 'resnet50_v1', title: 'ResNet-50', file: 'resnet50-v1-12', imagenetTop1: 74.97 },
      { id: 'resnet101_v1', title: 'ResNet-101', file: 'resnet101-v1-7', imagenetTop1: 76.48 },
      { id: 'resnet152_v1', title: 'ResNet-152', file: 'resnet152-v1-7', imagenetTop1: 77.11 },
    ],
  },
  {
    folder: 'resnet/model',
    preprocessing: preprocessings.torch,
    licence: 'Apache-2.0',
    citation:
      'He, Zhang, Ren & Sun (2016). Identity mappings in deep residual networks. doi:10.1007/978-3-319-46493-0_38',
    networks: [
      { id: 'resnet18_v2', title: 'ResNet-18 v2', file: 'resnet18-v2-7', imagenetTop1: 69.7 },
      { id: 'resnet34_v2', title: 'ResNet-34 v2', file: 'resnet34-v2-7', imagenetTop1: 73.36 },
      { id: 'resnet50_v2', title: 'ResNet-50 v2', file: 'resnet50-v2-7', imagenetTop1: 75.81 },
      { id: 'resnet101_v2', title: 'ResNet-101 v2', file: 'resnet101-v2-7', imagenetTop1: 77.42 },
      { id: 'resnet152_v2', title: 'ResNet-152 v2', file: 'resnet152-v2-7', imagenetTop1: 78.2 },
    ],
  },
  {
    folder: 'squeezenet/model',
    preprocessing: preprocessings.caffe,
    licence: 'Apache-2.0',
    citation:
      'Iandola et al. (2016). SqueezeNet: AlexNet-level accuracy with 50x fewer parameters. arXiv:1602.07360',
    networks: [
      {
        id: 'squeezenet1_0',
        title: 'SqueezeNet 1.0, from Caffe',
        file: 'squeezenet1.0-12',
        imagenetTop1: 56.85,
      },
    ],
  },
  {
    folder: 'squeezenet/model',
    preprocessing: preprocessings.torch,
    licence: 'Apache-2.0',
    citation:
      'Iandola et al. (2016). SqueezeNet: AlexNet-level accuracy with 50x fewer parameters. arXiv:1602.07360',
    networks: [
      {
        id: 'squeezenet1_1',
        title: 'SqueezeNet 1.1, from MXNet',
        file: 'squeezenet1.1-7',
        imagenetTop1: 56.34,
      },
    ],
  },
  {
    folder: 'densenet-121/model',
    preprocessing: densenetPreprocessing,
    licence: 'MIT',
    citation:
      'Huang et al. (2017). Densely connected convolutional networks. doi:10.1109/CVPR.2017.243',
    networks: [
      { id: 'densenet121', title: 'DenseNet-121', file: 'densenet-12', imagenetTop1: 74.9 },
    ],
  },
  {
    folder: 'mobilenet/model',
    preprocessing: preprocessings.torch,
    licence: 'Apache-2.0',
    citation:
      'Sandler et al. (2018). MobileNetV2: Inverted residuals and linear bottlenecks. doi:10.1109/CVPR.2018.00474',
    networks: [
      {
        id: 'mobilenet_v2',
        title: 'MobileNet v2, width 1.0',
        file: 'mobilenetv2-12',
        imagenetTop1: 69.48,
      },
    ],
  },
  {
    folder: 'shufflenet/model',
    preprocessing: preprocessings.torch,
    licence: 'BSD-3-Clause',
    citation:
      'Ma et al. (2018). ShuffleNet V2: Practical guidelines for efficient CNN architecture design. doi:10.1007/978-3-030-01264-9_8',
    networks: [
      {
        id: 'shufflenet_v2',
        title: 'ShuffleNet v2, width 1.0',
        file: 'shufflenet-v2-12',
        imagenetTop1: 66.35,
      },
    ],
  },
  {
    folder: 'efficientnet-lite4/model',
    preprocessing: efficientnetPreprocessing,
    licence: 'MIT',
    citation:
      'Tan & Le (2019). EfficientNet: Rethinking model scaling for convolutional neural networks. arXiv:1905.11946',
    networks: [
      {
        id: 'efficientnet_lite4',
        title: 'EfficientNet-Lite4',
        file: 'efficientnet-lite4-11',
        imagenetTop1: 80.4,
      },
    ],
  },
];
