/** Digest and size of the zoo's files, by name; from the Git LFS pointers of the pinned commit. */
export const zooPins = {
  'bvlcalexnet-12': {
    sha256: '6b0da9510f27f234ee96a85dc3809dd210150fdefad87f6850f9788513216945',
    bytes: 243_863_787,
  },
  'caffenet-12': {
    sha256: 'ea563e5c47d1f58e1717cf1a2d8bf288b8adc07af0ad228b622096cd243aeecb',
    bytes: 243_863_798,
  },
  'rcnn-ilsvrc13-9': {
    sha256: '4aadb5ac806e82f89bac7dea77c838ba828dccbe5d624d8a44ebd513953571d9',
    bytes: 230_753_161,
  },
  'zfnet512-12': {
    sha256: 'c975ca6a24c0a2e1584c6f82667e0ac9c06084fc7769d267f71b4a154d1f1c72',
    bytes: 349_005_501,
  },
  'googlenet-12': {
    sha256: 'c99c507058eaf41de8723408fdda7db8325cb57f0a89f2ee07a716d6e963e14e',
    bytes: 28_021_836,
  },
  'inception-v1-12': {
    sha256: '814b31a6316873bd03d2d808415ce1f40a7bf48ad88eab5ecc3cdc8dc6cf38ec',
    bytes: 28_021_958,
  },
  'vgg16-12': {
    sha256: '722c42f53ca03a5480296bf8f9c85a151de3eed9ec982d7d2302ff6e2900c67b',
    bytes: 553_437_752,
  },
  'vgg16-bn-7': {
    sha256: '4fdceabf1ef715c9ed3020fa2eac1cb2a448296c086b03633c80cf47e1c5afce',
    bytes: 553_512_191,
  },
  'vgg19-7': {
    sha256: '692f9f927f1df1b89033787a77a73eac59fd9b3344f9ecdf0b13221e41c2046f',
    bytes: 574_677_321,
  },
  'vgg19-bn-7': {
    sha256: 'ce0987dfa6228ad29708013f38b7f73cbc14ca6066a05fc22ee49b35871c63ed',
    bytes: 574_774_380,
  },
  'resnet18-v1-7': {
    sha256: '4e8f8653e7a2222b3904cc3fe8e304cd8b339ce1d05fd24688162f86fb6df52c',
    bytes: 46_820_737,
  },
  'resnet34-v1-7': {
    sha256: '883a41b2e30ddc2e422c108b091b5e70b92d37dc5c345a2c563dcae27971e2cc',
    bytes: 87_302_588,
  },
  'resnet50-v1-12': {
    sha256: '3f03fdef724b22947eed826f1eef1dc5c34151bb4c37d634f1db89dfa2dd1526',
    bytes: 102_576_593,
  },
  'resnet101-v1-7': {
    sha256: '760702f6ec0138f71ebac66f4e95d1c72dc9267a8544f4d4667a53075fd0497c',
    bytes: 178_914_043,
  },
  'resnet152-v1-7': {
    sha256: 'b0ec92437bf8c9d0739bf9bafdea9638e13f9e3c1e2fb766ad546cc182fd3f6d',
    bytes: 241_816_206,
  },
  'resnet18-v2-7': {
    sha256: '3b4d048057854022232aa20bf68262e31718ab7119a17f920b8a2dc1433f824b',
    bytes: 46_806_737,
  },
  'resnet34-v2-7': {
    sha256: '3d3815e25f4b1ea967e2a526a3b27ef2a03af1725bdc199a63a271c26862d914',
    bytes: 87_288_587,
  },
  'resnet50-v2-7': {
    sha256: '79102261eb6e5fd7af5d27f41316293e388c5cb691e5d25bfb035c4f64fefe31',
    bytes: 102_442_452,
  },
  'resnet101-v2-7': {
    sha256: '3a0a819ea0953fb4700b0d98e43540aeee253e5b4c503c552b0c7979fc67767d',
    bytes: 178_682_301,
  },
  'resnet152-v2-7': {
    sha256: '40fb3f6dd313ba786a2c8077a0ef7d7b4afeda5d037365400d3a7fbc2b1bee64',
    bytes: 241_503_848,
  },
  'squeezenet1.0-12': {
    sha256: 'dec81a8684617770b3cf13fadc1d92565d1d453d23935fc6388b792d99c992bd',
    bytes: 4_952_956,
  },
  'squeezenet1.1-7': {
    sha256: '1eeff551a67ae8d565ca33b572fc4b66e3ef357b0eb2863bb9ff47a918cc4088',
    bytes: 4_956_208,
  },
  'densenet-12': {
    sha256: '0294e7e88e5b3360de9b0fdc321baf9e6ef18b7f058c4536caae3b9f18ed9ed5',
    bytes: 32_726_877,
  },
  'mobilenetv2-12': {
    sha256: 'c0c3f76d93fa3fd6580652a45618618a220fced18babf65774ed169de0432ad5',
    bytes: 13_964_571,
  },
  'shufflenet-v2-12': {
    sha256: 'ea69821b4dd374ae2f33f9710dd1229ac263d0ee5b5a46ca3521f6483e1ba035',
    bytes: 9_218_556,
  },
  'efficientnet-lite4-11': {
    sha256: 'd111689907c06eea7c82e4833ddef758da6453b9d4cf60b7e99ca05c7cbd9c12',
    bytes: 51_946_641,
  },
} as const;

/** Name of a file of the zoo. */
export type ZooFile = keyof typeof zooPins;
